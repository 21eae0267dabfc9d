package org.ostraka.app.sync;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.home.DeskAccount;
import org.ostraka.sync.home.DeskHome;
import org.ostraka.sync.web.RemoteFiles;

/** A path in a synchronised folder, and the hub that is asked about it. */
final class PathTalk implements Closeable {
  private final DeskHome.Located located;
  private final RemoteFiles files;

  PathTalk(DeskHome home, Path path) throws IOException, Fault {
    DeskAccount account = home.account();
    this.located = home.locate(path);
    this.files = new RemoteFiles(account.hub(), account.token());
  }

  RemoteFiles files() {
    return files;
  }

  DeskHome.Located located() {
    return located;
  }

  RepositoryName repository() {
    return located.folder().place().repository();
  }

  /** Where it is in the repository, from the root: "/docs/plan.txt". */
  String path() {
    String base = located.folder().place().path();
    return (base.equals("/") ? "" : base) + (located.path().isEmpty() ? "" : "/" + located.path());
  }

  /** The node at the path now, if there is one. */
  Optional<RemoteFiles.Item> present() throws Fault, IOException, InterruptedException {
    int slash = path().lastIndexOf('/');
    String name = path().substring(slash + 1);
    try {
      return files
          .list(repository(), slash <= 0 ? "/" : path().substring(0, slash))
          .items()
          .stream()
          .filter(item -> item.name().equals(name))
          .findFirst();
    } catch (Fault e) {
      if (e.kind() == FaultKind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  Optional<RemoteFiles.Removal> removal() throws Fault, IOException, InterruptedException {
    return files.removalOf(repository(), path());
  }

  /**
   * The node at the path, or the one that was removed there last.
   *
   * @throws Fault NOT_FOUND if there was none
   */
  NodeId node() throws Fault, IOException, InterruptedException {
    if (located.path().isEmpty()) {
      return located.folder().place().base();
    }
    Optional<RemoteFiles.Item> present = present();
    if (present.isPresent()) {
      return present.get().node();
    }
    return removal().orElseThrow(this::unknown).node();
  }

  Fault unknown() {
    return new Fault(
        FaultKind.NOT_FOUND,
        "no-such-path",
        "the hub has nothing at %s in %s, and nothing that was removed there by itself"
            .formatted(path(), repository()));
  }

  @Override
  public void close() {
    files.close();
  }
}
