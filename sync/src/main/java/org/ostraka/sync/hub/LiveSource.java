package org.ostraka.sync.hub;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.sync.Change;
import org.ostraka.sync.ChangeId;
import org.ostraka.sync.ChunkRef;
import org.ostraka.sync.Content;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.EntryName;
import org.ostraka.sync.JournalRecord;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.Refusal;
import org.ostraka.sync.UserName;
import org.ostraka.sync.Verdict;
import org.ostraka.sync.account.Right;
import org.ostraka.sync.account.Rights;
import org.ostraka.sync.history.ContentSink;
import org.ostraka.sync.history.HistorySource;

/** A repository at work as its history sees it. */
final class LiveSource implements HistorySource {

  /** In the place of a desk's name in records of what other Subversion clients committed. */
  static final DeskName SUBVERSION = new DeskName("svn");

  /** Whoever may commit to the Subversion repository was let in there. */
  private static final Rights EVERY_RIGHT = new Rights(Map.of(NodeId.ROOT, Right.MANAGE));

  private final LiveRepository live;
  private final FreeSpace space;
  private final ChunkPack pack;

  /** Of the history's thread, which alone copies. */
  private final Bustle.Courtesy courtesy;

  LiveSource(LiveRepository live, FreeSpace space, Bustle bustle) {
    this.live = live;
    this.space = space;
    this.pack = new ChunkPack(live.chunks());
    this.courtesy = bustle.new Courtesy();
  }

  @Override
  public long position() {
    return live.position();
  }

  @Override
  public List<JournalRecord> after(long position, int limit) throws IOException, Fault {
    return live.after(position, limit);
  }

  @Override
  public @Nullable Node nodeOrNull(NodeId id) {
    return live.look(tree -> tree.nodeOrNull(id));
  }

  @Override
  public @Nullable Node childOrNull(NodeId parent, EntryName name) {
    return live.look(tree -> tree.childOrNull(parent, name));
  }

  @Override
  public Collection<Node> children(NodeId folder) {
    return live.look(tree ->
        tree.children(folder).stream().map(tree::nodeOrNull).filter(Objects::nonNull).toList());
  }

  @Override
  public void copy(Content content, OutputStream out) throws IOException, Fault {
    for (ChunkRef chunk : content.chunks()) {
      courtesy.giveWay();
      out.write(live.chunks().content(chunk.digest()));
    }
  }

  @Override
  public ContentSink sink() throws IOException, Fault {
    space.require(ChunkPack.BYTES, HubLimits.USUAL);
    return new ChunkSink(pack);
  }

  @Override
  public void settle() throws IOException {
    pack.put();
  }

  @Override
  public List<Verdict> submit(List<Change> changes, UserName author) throws IOException, Fault {
    settle();
    Map<ChangeId, Long> known =
        live.journal().acceptedFromSubversion(changes.stream().map(Change::id).toList());
    List<Change> fresh =
        changes.stream().filter(change -> !known.containsKey(change.id())).toList();
    Proposal.Author who = new Proposal.Author(author, SUBVERSION, EVERY_RIGHT);
    List<Verdict> answers =
        new ArrayList<>(
            live.naming(() -> live.propose(new Proposal(who, fresh, withoutChunks(fresh)))));
    List<Verdict> verdicts = new ArrayList<>(changes.size());
    for (Change change : changes) {
      @Nullable Long seq = known.get(change.id());
      verdicts.add(seq == null ? answers.removeFirst() : new Verdict.Accepted(seq));
    }
    return verdicts;
  }

  private Map<Integer, Refusal> withoutChunks(List<Change> changes) {
    Map<Integer, Refusal> without = new HashMap<>();
    for (int at = 0; at < changes.size(); at++) {
      List<ChunkRef> chunks = Changes.chunks(changes.get(at));
      if (!live.chunks().missing(chunks.stream().map(ChunkRef::digest).toList()).isEmpty()) {
        without.put(at, Refusal.MISSING_CHUNKS);
      }
    }
    return without;
  }
}
