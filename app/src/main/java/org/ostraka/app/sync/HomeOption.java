package org.ostraka.app.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.Logging;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.home.DeskHome;
import org.ostraka.sync.home.SyncedFolder;
import picocli.CommandLine.Option;

/** The option that all commands of a desk have. */
final class HomeOption {
  @Option(
      names = "--home",
      required = true,
      paramLabel = "HOME",
      description = "the desk's own folder: its credential and what it knows")
  private Path directory = Path.of("");

  DeskHome home() {
    Logging.quietLibraries();
    return new DeskHome(directory);
  }

  /**
   * The folders that a command is about.
   *
   * @param folder one of them, or null for all
   * @throws Fault NOT_FOUND if there is none
   */
  List<SyncedFolder> folders(@Nullable Path folder) throws IOException, Fault {
    List<SyncedFolder> all = home().folders();
    if (folder == null) {
      if (all.isEmpty()) {
        throw new Fault(
            FaultKind.NOT_FOUND,
            "no-folder",
            "no folder is synchronised yet: sync add FOLDER REPO --home %s".formatted(directory));
      }
      return all;
    }
    return List.of(folder(folder));
  }

  /**
   * A folder that is synchronised, by its own path.
   *
   * @throws Fault NOT_FOUND if it is none
   */
  SyncedFolder folder(Path path) throws IOException, Fault {
    DeskHome.Located located = home().locate(path);
    Optional<SyncedFolder> found =
        located.path().isEmpty() ? Optional.of(located.folder()) : Optional.empty();
    return found.orElseThrow(() ->
        new Fault(
            FaultKind.NOT_FOUND,
            "no-such-folder",
            "%s is in the synchronised folder %s and is none itself"
                .formatted(path, located.folder().folder())));
  }
}
