package org.ostraka.sync.web;

import static org.ostraka.sync.web.HubConnection.encode;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ostraka.base.Fault;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryName;

/** A repository's files and earlier versions, as a person at a desk asks for them. */
public final class RemoteFiles implements Closeable {
  private static final int MOST_REMOVALS = 1_000;

  private final HubConnection connection;

  /** Asks nothing before it is used. */
  public RemoteFiles(HubAddress hub, String token) {
    this.connection = new HubConnection(hub, token);
  }

  /**
   * Something in a folder.
   *
   * @param kind {@code file}, {@code folder} or {@code link}
   */
  public record Item(NodeId node, String name, String kind) {
    public boolean isFolder() {
      return kind.equals("folder");
    }
  }

  /** What a folder holds. */
  public record Listing(NodeId folder, List<Item> items) {}

  /**
   * What a file held from some change on.
   *
   * @param rev the change's position in the journal
   */
  public record Version(long rev, long size, String user, String desk, Instant time) {}

  /**
   * A removal.
   *
   * @param path where it stood in the repository
   */
  public record Removal(long rev, NodeId node, String path, String user, Instant time) {}

  /**
   * What stands or stood at a path.
   *
   * @param rev its last change, up to the time that was asked for
   * @param gone whether it is not there now
   */
  public record Found(NodeId node, String kind, long rev, boolean gone) {}

  /**
   * A change of a file or folder.
   *
   * @param kind {@code create}, {@code edit}, {@code move} or {@code remove}
   * @param path where it is now, or was last
   */
  public record Line(long rev, Instant time, String user, String desk, String kind, String path) {}

  /**
   * A stretch of changes, newest first.
   *
   * @param next where to go on: changes before this one; 0 where there are no more
   */
  public record Log(List<Line> lines, long next) {}

  private static String base(RepositoryName repository) {
    return RepositoryRoutes.REPOSITORIES + "/" + repository;
  }

  /** The user as whom the token signs in: passes if the hub is reached and lets the desk in. */
  public String whoAmI() throws Fault, IOException, InterruptedException {
    return connection.json("GET", SessionRoutes.ME, "", Forms.Me.class).user();
  }

  /** What stands in the folder at this path. */
  public Listing list(RepositoryName repository, String path)
      throws Fault, IOException, InterruptedException {
    String url = base(repository) + "/tree?path=" + encode(path);
    Forms.NodeList list = connection.json("GET", url, "", Forms.NodeList.class);
    return new Listing(
        NodeId.parse(list.folder()),
        list.nodes().stream()
            .map(node -> new Item(NodeId.parse(node.id()), node.name(), node.kind()))
            .toList());
  }

  /**
   * What stands at this path or, if nothing does, stood there last.
   *
   * @throws Fault NOT_FOUND if nothing ever did that may be read
   */
  public Found find(RepositoryName repository, String path)
      throws Fault, IOException, InterruptedException {
    return found(base(repository) + "/find?path=" + encode(path));
  }

  /** What stood at this path at a time. */
  public Found find(RepositoryName repository, String path, Instant time)
      throws Fault, IOException, InterruptedException {
    return found(base(repository) + "/find?path=" + encode(path) + "&time=" + time.toEpochMilli());
  }

  private Found found(String url) throws Fault, IOException, InterruptedException {
    Forms.Found it = connection.json("GET", url, "", Forms.Found.class);
    return new Found(NodeId.parse(it.node()), it.kind(), it.seq(), it.gone());
  }

  /** What was done to a file, or to a folder and in it, before a change, newest first. */
  public Log log(RepositoryName repository, NodeId node, long before, int limit)
      throws Fault, IOException, InterruptedException {
    String url = base(repository) + "/files/" + node + "/log?before=" + before + "&limit=" + limit;
    Forms.Log log = connection.json("GET", url, "", Forms.Log.class);
    return new Log(log.lines().stream().map(RemoteFiles::line).toList(), log.next());
  }

  private static Line line(Forms.LogLine it) {
    return new Line(
        it.seq(), Instant.ofEpochMilli(it.time()), it.user(), it.desk(), it.kind(), it.path());
  }

  /** A file's versions, newest first. */
  public List<Version> versions(RepositoryName repository, NodeId node)
      throws Fault, IOException, InterruptedException {
    String url = base(repository) + "/files/" + node + "/versions";
    return connection.json("GET", url, "", Forms.VersionList.class).versions().stream()
        .map(it ->
            new Version(it.seq(), it.size(), it.user(), it.desk(), Instant.ofEpochMilli(it.time())))
        .toList();
  }

  /** The last removal of what stood at this path, if it is among the last thousand. */
  public Optional<Removal> removalOf(RepositoryName repository, String path)
      throws Fault, IOException, InterruptedException {
    String url = base(repository) + "/removed?limit=" + MOST_REMOVALS;
    return connection.json("GET", url, "", Forms.RemovalList.class).removals().stream()
        .filter(it -> it.path().equals(path))
        .findFirst()
        .map(it ->
            new Removal(
                it.seq(),
                NodeId.parse(it.node()),
                it.path(),
                it.user(),
                Instant.ofEpochMilli(it.time())));
  }

  /**
   * Brings a file or folder back to what it was after a change.
   *
   * @return how many files and folders were changed or made again
   */
  public int restore(RepositoryName repository, NodeId node, long rev)
      throws Fault, IOException, InterruptedException {
    return restore(repository, new Forms.Restore(node.toString(), rev, null, null));
  }

  /** As {@link #restore(RepositoryName, NodeId, long)}, to what it was at a time. */
  public int restore(RepositoryName repository, NodeId node, Instant time)
      throws Fault, IOException, InterruptedException {
    return restore(repository, new Forms.Restore(node.toString(), null, time.toEpochMilli(), null));
  }

  private int restore(RepositoryName repository, Forms.Restore form)
      throws Fault, IOException, InterruptedException {
    return connection
        .json("POST", base(repository) + "/restore", form, Forms.Restored.class)
        .nodes();
  }

  @Override
  public void close() {
    connection.close();
  }
}
