package org.ostraka.app.sync;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.base.Fault;
import org.ostraka.sync.desk.Decision;
import org.ostraka.sync.home.SyncedFolder;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sync pause}: nothing is sent or changed here before {@code sync resume}. */
@CommandLine.Command
public final class PauseCommand implements Command {
  @Mixin private HomeOption home = new HomeOption();

  @Parameters(index = "0", arity = "0..1", paramLabel = "FOLDER", description = "default: all")
  private @Nullable Path path;

  @Override
  public int run(Console console) throws Fault, IOException {
    for (SyncedFolder folder : home.folders(path)) {
      home.home().decide(folder, Decision.PAUSE);
      console.line("%s is paused", folder.folder());
    }
    return 0;
  }
}
