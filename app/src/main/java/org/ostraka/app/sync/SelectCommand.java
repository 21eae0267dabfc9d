package org.ostraka.app.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.base.Fault;
import org.ostraka.sync.home.DeskHome;
import org.ostraka.sync.home.SyncedFolder;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sync select}: which folders of a repository are wanted on this desk. */
@CommandLine.Command
public final class SelectCommand implements Command {
  @Mixin private HomeOption home = new HomeOption();

  @Parameters(index = "0", paramLabel = "FOLDER", description = "a synchronised folder")
  private Path path = Path.of("");

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PATH,...",
      description = "these folders of it and no others (default: everything)")
  private List<String> only = List.of();

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    DeskHome desk = home.home();
    SyncedFolder folder = home.folder(path);
    SyncedFolder.Place place = Places.of(desk.account(), folder.place().toString(), only);
    desk.choose(folder, place);
    console.line(
        "%s has %s of %s",
        folder.folder(),
        only.isEmpty() ? "everything" : String.join(", ", place.only().keySet()),
        place);
    return 0;
  }
}
