package org.ostraka.app.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.base.Fault;
import org.ostraka.sync.home.DeskAccount;
import org.ostraka.sync.home.DeskHome;
import org.ostraka.sync.home.SyncedFolder;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sync add}: from now on a folder is kept identical with a repository. */
@CommandLine.Command
public final class AddCommand implements Command {
  @Mixin private HomeOption home = new HomeOption();

  @Parameters(index = "0", paramLabel = "FOLDER", description = "made if it is not there")
  private Path folder = Path.of("");

  @Parameters(index = "1", paramLabel = "REPO[:/path]", description = "the repository or folder")
  private String what = "";

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PATH,...",
      description = "these folders of it and no others")
  private List<String> only = List.of();

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    DeskHome place = home.home();
    DeskAccount account = place.account();
    SyncedFolder added = place.add(folder, Places.of(account, what, only));
    console.line("%s is kept identical with %s", added.folder(), added.place());
    if (!place.status().running()) {
      console.line("run the desk: ostraka sync run --home %s", place.directory());
    }
    return 0;
  }
}
