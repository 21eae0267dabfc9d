package org.ostraka.app.sync;

import java.io.IOException;
import java.nio.file.Path;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.base.Fault;
import org.ostraka.sync.home.SyncedFolder;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sync remove}: a folder is kept identical no longer; files stay here and on the hub. */
@CommandLine.Command
public final class RemoveCommand implements Command {
  @Mixin private HomeOption home = new HomeOption();

  @Parameters(index = "0", paramLabel = "FOLDER", description = "a synchronised folder")
  private Path path = Path.of("");

  @Override
  public int run(Console console) throws Fault, IOException {
    SyncedFolder folder = home.folder(path);
    home.home().remove(folder);
    console.line(
        "%s is not synchronised with %s any more; its files stay", folder.folder(), folder.place());
    return 0;
  }
}
