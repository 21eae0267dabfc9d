package org.ostraka.sync.hub;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.sync.Change;
import org.ostraka.sync.ChunkRef;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.Entry;
import org.ostraka.sync.JournalRecord;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.UserName;
import org.ostraka.sync.Verdict;
import org.ostraka.sync.account.Right;
import org.ostraka.sync.account.Rights;

/** What a repository held earlier, and the way back, for one user. */
public final class Versions {
  private static final int MOST = 10_000;

  private final GuardedRepository repository;
  private final LiveRepository live;
  private final Rights rights;

  Versions(GuardedRepository repository, LiveRepository live, Rights rights) {
    this.repository = repository;
    this.live = live;
    this.rights = rights;
  }

  /**
   * What a file held from one change on.
   *
   * @param seq the change's position in the journal
   */
  public record Version(long seq, Entry entry, UserName user, DeskName desk, Instant time) {}

  /**
   * A removal.
   *
   * @param path where the node stood, as far as its folders are known
   */
  public record Removal(long seq, NodeId node, String path, UserName user, Instant time) {}

  /** A file's versions, newest first, also of one that was removed. */
  public List<Version> of(NodeId node) throws IOException, Fault {
    requireReadable(node);
    List<Version> versions = new ArrayList<>();
    for (JournalRecord record : live.journal().ofNode(node, MOST)) {
      entryOf(record.change())
          .ifPresent(entry ->
              versions.add(
                  new Version(record.seq(), entry, record.user(), record.desk(), record.time())));
    }
    return versions;
  }

  private static Optional<Entry> entryOf(Change change) {
    return switch (change) {
      case Change.Create create -> Optional.of(create.entry());
      case Change.Edit edit -> Optional.of(edit.entry());
      case Change.Move _, Change.Remove _ -> Optional.empty();
    };
  }

  private void requireReadable(NodeId node) throws IOException, Fault {
    if (!rightAt(node).includes(Right.READ)) {
      throw HubRefusal.unknownNode();
    }
  }

  /** The right where the node stands, or stood last. */
  private Right rightAt(NodeId node) throws IOException, Fault {
    boolean here = node.equals(NodeId.ROOT) || live.look(tree -> tree.holds(node));
    if (here) {
      return repository.right(node);
    }
    List<NodeId> way = new ArrayList<>(List.of(node));
    NodeId at = node;
    Optional<Journal.Place> place = live.journal().lastPlace(at);
    while (place.isPresent() && !at.equals(NodeId.ROOT) && way.size() < MOST) {
      at = place.get().parent();
      way.add(at);
      place = live.journal().lastPlace(at);
    }
    return rights.at(node, id -> next(way, id));
  }

  private static @Nullable NodeId next(List<NodeId> way, NodeId id) {
    int at = way.indexOf(id) + 1;
    return at < way.size() ? way.get(at) : null;
  }

  /**
   * The version of a file that was valid after a record.
   *
   * @param seq the record, or a later one; {@link Long#MAX_VALUE} for the newest
   * @throws Fault {@code node-unknown} if there was none
   */
  public Version at(NodeId node, long seq) throws IOException, Fault {
    return of(node).stream()
        .filter(version -> version.seq() <= seq)
        .findFirst()
        .orElseThrow(HubRefusal::unknownNode);
  }

  /** Writes what a file held. */
  public void write(Version version, OutputStream out) throws IOException, Fault {
    for (ChunkRef chunk : Changes.chunks(version.entry())) {
      out.write(live.chunks().content(chunk.digest()));
    }
  }

  /** What was removed and may be had back, newest first. */
  public List<Removal> removals(long before, int limit) throws IOException, Fault {
    List<Removal> found = new ArrayList<>();
    for (JournalRecord record : live.journal().removals(before, limit)) {
      NodeId node = record.change().node();
      boolean gone = live.look(tree -> !tree.holds(node));
      if (gone && rightAt(node).includes(Right.READ)) {
        found.add(new Removal(record.seq(), node, lastPath(node), record.user(), record.time()));
      }
    }
    return found;
  }

  private String lastPath(NodeId node) throws IOException, Fault {
    StringBuilder path = new StringBuilder();
    NodeId at = node;
    Optional<Journal.Place> place = live.journal().lastPlace(at);
    while (place.isPresent() && path.length() < MOST) {
      path.insert(0, "/" + place.get().name());
      at = place.get().parent();
      place = live.journal().lastPlace(at);
    }
    return path.toString();
  }

  /** The last record made at or before a time. */
  public long positionAt(Instant time) throws IOException, Fault {
    return live.journal().positionAt(time.toEpochMilli());
  }

  /**
   * Brings a file or folder back to what it was after a record, with all that it held then. What
   * came into the folder later stays; nothing is removed.
   *
   * @return how many nodes were changed or made again
   */
  public int restore(NodeId node, long seq) throws IOException, Fault {
    if (!rightAt(node).includes(Right.WRITE)) {
      throw rightAt(node).includes(Right.READ)
          ? HubRefusal.noRight("you may read this and not restore it")
          : HubRefusal.unknownNode();
    }
    Restoration restoration = new Restoration(live.journal(), seq);
    List<Change> changes = live.look(tree -> restoration.changes(node, tree));
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
