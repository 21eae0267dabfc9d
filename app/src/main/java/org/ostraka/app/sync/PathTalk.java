package org.ostraka.app.sync;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
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

  /**
   * What is at the path, or was last.
   *
   * @throws Fault NOT_FOUND if nothing ever was
   */
  RemoteFiles.Found found() throws Fault, IOException, InterruptedException {
    return files.find(repository(), path());
  }

  /** As {@link #found}, and the folder itself where the path is empty. */
  NodeId node() throws Fault, IOException, InterruptedException {
    return located.path().isEmpty() ? located.folder().place().base() : found().node();
  }

  /** What was at the path at a time. */
  NodeId nodeAt(Instant time) throws Fault, IOException, InterruptedException {
    return located.path().isEmpty()
        ? located.folder().place().base()
        : files.find(repository(), path(), time).node();
  }

  /**
   * The change that removed what was at the path: itself, or a folder that it was in.
   *
   * @throws Fault NOT_FOUND if it is not among the last thousand removals
   */
  long removedAt() throws Fault, IOException, InterruptedException {
    for (String at = path(); !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
      Optional<RemoteFiles.Removal> removal = files.removalOf(repository(), at);
      if (removal.isPresent()) {
        return removal.get().rev();
      }
    }
    throw new Fault(
        FaultKind.NOT_FOUND,
        "removal-unknown",
        "%s was removed too long ago: say with --at as of when".formatted(path()));
  }

  @Override
  public void close() {
    files.close();
  }
}
