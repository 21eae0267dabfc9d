package org.ostraka.sync.hub;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.ostraka.base.Fault;
import org.ostraka.sync.Change;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.Entry;
import org.ostraka.sync.EntryName;
import org.ostraka.sync.JournalRecord;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.Tree;
import org.ostraka.sync.UserName;
import org.ostraka.sync.Verdict;
import org.ostraka.sync.account.Right;

/** What a repository held earlier, and the way back, for one user. */
public final class Versions {
  private static final int LOG_STEP = 1_000;
  private static final int LOG_STEPS = 20;

  private final GuardedRepository repository;
  private final LiveRepository live;
  private final Whereabouts whereabouts;
  private final OldContent contents;

  Versions(
      GuardedRepository repository,
      LiveRepository live,
      Whereabouts whereabouts,
      OldContent contents) {
    this.repository = repository;
    this.live = live;
    this.whereabouts = whereabouts;
    this.contents = contents;
  }

  /**
   * What a file held from one change on.
   *
   * @param seq the change's position in the journal
   * @param revision the Subversion revision that has it; empty until one does
   */
  public record Version(
      long seq, Entry entry, UserName user, DeskName desk, Instant time, OptionalLong revision) {}

  /**
   * A removal.
   *
   * @param path where the node stood, as far as its folders are known
   */
  public record Removal(long seq, NodeId node, String path, UserName user, Instant time) {}

  /**
   * A node that stands or stood at a path.
   *
   * @param entry what it is, or was
   * @param seq the last change of it, up to the time that was asked for
   * @param gone whether it is not there now
   */
  public record Found(NodeId node, Entry entry, long seq, boolean gone) {}

  /** What stood in a folder once. */
  public record Past(NodeId folder, List<Node> nodes) {}

  /**
   * A change as people read it.
   *
   * @param path where the node stands, or stood last
   */
  public record Line(JournalRecord record, String path) {}

  /**
   * A stretch of changes, newest first.
   *
   * @param next where to go on: changes before this position; 0 where there are no more
   */
  public record Log(List<Line> lines, long next) {}

  /** A file's versions that can be had, newest first, also of one that was removed. */
  public List<Version> of(NodeId node) throws IOException, Fault {
    requireReadable(node);
    return contents.of(node).stream().filter(OldContent.Old::kept).map(Versions::version).toList();
  }

  private static Version version(OldContent.Old old) {
    JournalRecord record = old.record();
    return new Version(
        record.seq(), old.entry(), record.user(), record.desk(), record.time(), old.revision());
  }

  private void requireReadable(NodeId node) throws IOException, Fault {
    if (!whereabouts.mayRead(node)) {
      throw HubRefusal.unknownNode();
    }
  }

  /**
   * The version of a file that was valid after a record.
   *
   * @param seq the record, or a later one; {@link Long#MAX_VALUE} for the newest
   * @throws Fault {@code node-unknown} if there was none; {@code version-gone}
   */
  public Version at(NodeId node, long seq) throws IOException, Fault {
    requireReadable(node);
    OldContent.Old old = contents.at(node, seq).orElseThrow(HubRefusal::unknownNode);
    if (!old.kept()) {
      throw HubRefusal.versionGone();
    }
    return version(old);
  }

  /** Writes what a file held. */
  public void write(NodeId node, Version version, OutputStream out) throws IOException, Fault {
    contents.write(node, version.entry(), version.revision(), out);
  }

  /**
   * What stands at a path or, if nothing does, stood there last.
   *
   * @param seq as of this record; {@link Long#MAX_VALUE} for now and ever
   * @throws Fault {@code path-unknown}
   */
  public Found find(String path, long seq) throws IOException, Fault {
    List<EntryName> names = names(path);
    Optional<NodeId> node =
        seq < live.position()
            ? resolve(new Restoration(live.journal(), seq).before(), names)
            : whereabouts.find(names);
    if (node.isEmpty() || !whereabouts.mayRead(node.get())) {
      throw HubRefusal.unknownPath();
    }
    NodeId id = node.get();
    boolean gone = !id.equals(NodeId.ROOT) && live.look(tree -> !tree.holds(id));
    OldContent.Old old = contents.at(id, seq).orElseThrow(HubRefusal::unknownPath);
    return new Found(id, old.entry(), old.record().seq(), gone);
  }

  /**
   * What stood in a folder after a record, as far as the user may see it now and might have then.
   *
   * @param path of the folder at that time
   * @throws Fault {@code path-unknown}
   */
  public Past past(String path, long seq) throws IOException, Fault {
    FolderView view = whereabouts.past(new Restoration(live.journal(), seq).before());
    NodeId folder = view.resolve(path).orElseThrow(HubRefusal::unknownPath);
    List<Node> seen = new ArrayList<>();
    for (Node node : view.list(folder).orElseThrow(HubRefusal::unknownPath)) {
      if (whereabouts.mayRead(node.id())) {
        seen.add(node);
      }
    }
    return new Past(folder, seen);
  }

  private static Optional<NodeId> resolve(Tree tree, List<EntryName> names) {
    Optional<NodeId> at = Optional.of(NodeId.ROOT);
    for (EntryName name : names) {
      at = at.flatMap(it -> Optional.ofNullable(tree.childOrNull(it, name))).map(it -> it.id());
    }
    return at;
  }

  private static List<EntryName> names(String path) throws Fault {
    List<EntryName> names = new ArrayList<>();
    for (String name : path.split("/", -1)) {
      if (!name.isEmpty() && !EntryName.isValid(name)) {
        throw HubRefusal.unknownPath();
      }
      if (!name.isEmpty()) {
        names.add(new EntryName(name));
      }
    }
    if (names.isEmpty()) {
      throw HubRefusal.unknownPath();
    }
    return names;
  }

  /** What was done to a file, or to a folder and in it, before a position; newest first. */
  public Log log(NodeId node, long before, int limit) throws IOException, Fault {
    requireReadable(node);
    List<Line> lines = new ArrayList<>();
    long next = before;
    for (int step = 0; step < LOG_STEPS; step++) {
      List<JournalRecord> records = live.journal().before(next, LOG_STEP);
      for (JournalRecord record : records) {
        if (lines.size() == limit) {
          return new Log(lines, next);
        }
        next = record.seq();
        NodeId changed = record.change().node();
        if (whereabouts.isWithin(changed, node) && whereabouts.mayRead(changed)) {
          lines.add(new Line(record, whereabouts.path(changed)));
        }
      }
      if (records.size() < LOG_STEP) {
        return new Log(lines, 0);
      }
    }
    return new Log(lines, next);
  }

  /** What was removed and may be had back, newest first. */
  public List<Removal> removals(long before, int limit) throws IOException, Fault {
    List<Removal> found = new ArrayList<>();
    for (JournalRecord record : live.journal().removals(before, limit)) {
      NodeId node = record.change().node();
      boolean gone = live.look(tree -> !tree.holds(node));
      if (gone && whereabouts.mayRead(node)) {
        found.add(
            new Removal(record.seq(), node, whereabouts.path(node), record.user(), record.time()));
      }
    }
    return found;
  }

  /** The last record made at or before a time. */
  public long positionAt(Instant time) throws IOException, Fault {
    return live.journal().positionAt(time.toEpochMilli());
  }

  /** The last record in the revisions up to this one. */
  public long positionAt(long revision) throws IOException, Fault {
    return contents.recordAt(revision);
  }

  /**
   * Brings a file or folder back to what it was after a record, with all that it held then. What
   * came into the folder later stays; nothing is removed.
   *
   * @return how many nodes were changed or made again
   */
  public int restore(NodeId node, long seq) throws IOException, Fault {
    Right right = whereabouts.rightAt(node);
    if (!right.includes(Right.WRITE)) {
      throw right.includes(Right.READ)
          ? HubRefusal.noRight("you may read this and not restore it")
          : HubRefusal.unknownNode();
    }
    Restoration restoration = new Restoration(live.journal(), seq);
    List<Change> changes = contents.had(live.look(tree -> restoration.changes(node, tree)), seq);
    int restored = 0;
    for (List<Change> batch : Changes.batches(changes)) {
      restored += accepted(repository.change(batch));
    }
    return restored;
  }

  private static int accepted(List<Verdict> verdicts) {
    return (int) verdicts.stream().filter(Verdict.Accepted.class::isInstance).count();
  }
}
