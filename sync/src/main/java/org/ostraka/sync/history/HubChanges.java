package org.ostraka.sync.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.Change;
import org.ostraka.sync.ChangeId;
import org.ostraka.sync.Entry;
import org.ostraka.sync.EntryName;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.UserName;
import org.ostraka.sync.Verdict;

/**
 * One outside revision, asked of the hub change by change. The hub may have moved on meanwhile;
 * then its version keeps the name and the other becomes a conflict copy. The draft follows what is
 * in Subversion, whatever the hub says.
 *
 * <p>Ids of changes and nodes follow from revision and path, so that after a crash the same
 * revision asks for the same changes again, and the hub answers those that it took as the first
 * time. Therefore each change is asked for as it came first; only what the hub refuses is looked
 * into, and the revision is taken in once more with an {@link Answer} to it.
 */
final class HubChanges {
  private static final int TOGETHER = 500;

  private final HistorySource source;
  private final Draft draft;
  private final UserName author;
  private final String revisionName;
  private final Map<ChangeId, Answer> answers;
  private final RecordSet echoes = new RecordSet();
  private final List<Asked> asked = new ArrayList<>();

  /** What is done instead of a change that the hub refused. */
  sealed interface Answer {

    /** The hub has the same under another id. */
    record Adopt(Node node) implements Answer {}

    /** The hub's version stays, and content that came from outside becomes a conflict copy. */
    record Yield() implements Answer {}
  }

  private record Asked(Change change, LongConsumer accepted) {}

  /**
   * @param revisionName the same in no other revision of any history
   * @param answers what was found out about refused changes in earlier attempts at this revision;
   *     grows
   */
  HubChanges(
      HistorySource source,
      Draft draft,
      UserName author,
      String revisionName,
      Map<ChangeId, Answer> answers) {
    this.source = source;
    this.draft = draft;
    this.author = author;
    this.revisionName = revisionName;
    this.answers = answers;
  }

  /** Journal positions of what Subversion has already exactly so: not to be committed again. */
  RecordSet echoes() {
    return echoes;
  }

  /** Creates what came to this place. Returns the node's id, which may be one the hub had. */
  NodeId create(NodeId parent, String name, Entry entry, String path) throws IOException, Fault {
    NodeId drawn = nodeId(path);
    EntryName entryName = new EntryName(name);
    Change.Create change =
        new Change.Create(changeId("create", path), drawn, parent, entryName, entry);
    switch (answers.get(change.id())) {
      case null -> {
        draft.put(Standing.of(drawn, parent, entryName, entry, 0), entry);
        ask(change, seq -> echo(drawn, seq));
      }
      case Answer.Adopt(Node node) -> {
        draft.put(Standing.of(node.id(), parent, entryName, entry, node.version()), entry);
        return node.id();
      }
      case Answer.Yield _ -> {
        draft.put(Standing.of(drawn, parent, entryName, entry, 0), entry);
        conflictCopy(drawn, parent, name, entry, path);
      }
    }
    return drawn;
  }

  /** Gives the hub the content under a name that says whose it is, in the nearest folder it has. */
  private void conflictCopy(NodeId id, NodeId parent, String name, Entry entry, String path)
      throws IOException, Fault {
    flush();
    NodeId home = parent;
    while (!home.equals(NodeId.ROOT) && source.nodeOrNull(home) == null) {
      @Nullable Standing folder = draft.nowOrNull(home);
      home = folder == null ? NodeId.ROOT : folder.parent();
    }
    EntryName free = freeName(home, name, id);
    ask(new Change.Create(changeId("copy", path), id, home, free, entry), seq -> {});
  }

  private EntryName freeName(NodeId parent, String name, NodeId id) throws IOException, Fault {
    String mark = "conflict of " + author + ", " + revisionName.replaceAll(".*-", "");
    for (int attempt = 1; ; attempt++) {
      String counted = attempt == 1 ? mark : mark + " " + attempt;
      EntryName candidate = new EntryName(SvnNames.aside(name, counted));
      @Nullable Node holder = source.childOrNull(parent, candidate);
      if (holder == null || holder.id().equals(id)) {
        return candidate;
      }
    }
  }

  /** Gives the node other content. */
  void edit(NodeId id, Entry entry, String path) throws IOException, Fault {
    Standing node = settled(id);
    Standing edited = node.withEntry(entry, node.version());
    draft.put(edited, entry);
    if (edited.reads(node)) {
      return;
    }
    Change.Edit change = new Change.Edit(changeId("edit", path), node.id(), entry, node.version());
    switch (answers.get(change.id())) {
      case null -> ask(change, seq -> echo(node.id(), seq));
      case Answer.Adopt(Node held) -> learnVersion(node.id(), held.version());
      case Answer.Yield _ -> {
        draft.doubt(node.id());
        conflictCopy(nodeId("copy of " + path), node.parent(), node.name(), entry, path);
      }
    }
  }

  /** Moves the node, with all it holds; the place is free in the draft. */
  void move(NodeId id, NodeId parent, String name, String path) throws IOException, Fault {
    Standing node = settled(id);
    draft.put(node.withPlace(parent, name, node.version()));
    @Nullable Node held = source.nodeOrNull(node.id());
    // What was only edited in the hub may move; what was moved there stays where the hub has it.
    boolean stayed = held != null && isAt(held, node.parent(), node.name());
    long against = held != null && stayed ? held.version() : node.version();
    EntryName entryName = new EntryName(name);
    Change.Move change =
        new Change.Move(changeId("move", path), node.id(), parent, entryName, against);
    if (answers.containsKey(change.id())) {
      draft.doubt(node.id());
    } else {
      ask(change, seq -> echo(node.id(), seq));
    }
  }

  /** The node as it is when the hub has answered all before. */
  private Standing settled(NodeId id) throws IOException, Fault {
    flush();
    @Nullable Standing node = draft.nowOrNull(id);
    if (node == null) {
      throw new IllegalStateException("what is not in Subversion cannot change there: " + id);
    }
    return node;
  }

  private static boolean isAt(Node node, NodeId parent, String svnName) {
    return node.parent().equals(parent) && SvnNames.toSvn(node.name()).equals(svnName);
  }

  /** Removes the node with all it holds, unless the hub has something newer in it. */
  void remove(NodeId id) throws IOException, Fault {
    flush();
    @Nullable Node held = source.nodeOrNull(id);
    long known = held == null ? 0 : Math.max(0, knownIn(held));
    draft.remove(id);
    Change.Remove change = new Change.Remove(changeId("remove", id.toString()), id, known);
    if (answers.containsKey(change.id())) {
      draft.doubt(id);
    } else {
      ask(change, echoes::add);
    }
  }

  /** The youngest version in the hub's subtree, if Subversion has all of it; else -1. */
  private long knownIn(Node node) throws IOException, Fault {
    @Nullable Standing standing = draft.nowOrNull(node.id());
    if (standing == null || standing.version() != node.version()) {
      return -1;
    }
    long known = node.version();
    for (Node child : node.isFolder() ? source.children(node.id()) : List.<Node>of()) {
      long below = knownIn(child);
      if (below < 0) {
        return -1;
      }
      known = Math.max(known, below);
    }
    return known;
  }

  private void echo(NodeId id, long seq) {
    echoes.add(seq);
    learnVersion(id, seq);
  }

  private void learnVersion(NodeId id, long version) {
    @Nullable Standing node = draft.nowOrNull(id);
    if (node != null) {
      @Nullable Entry entry = draft.entryOrNull(id);
      Standing known = node.withVersion(version);
      if (entry == null) {
        draft.put(known);
      } else {
        draft.put(known, entry);
      }
    }
  }

  private void ask(Change change, LongConsumer accepted) throws IOException, Fault {
    asked.add(new Asked(change, accepted));
    if (asked.size() >= TOGETHER) {
      flush();
    }
  }

  /** Sends what was gathered. */
  void flush() throws IOException, Fault {
    if (asked.isEmpty()) {
      return;
    }
    List<Asked> sent = List.copyOf(asked);
    asked.clear();
    List<Verdict> verdicts = source.submit(sent.stream().map(Asked::change).toList(), author);
    boolean refused = false;
    for (int i = 0; i < sent.size(); i++) {
      switch (verdicts.get(i)) {
        case Verdict.Accepted(long seq) -> sent.get(i).accepted().accept(seq);
        case Verdict.Refused _ -> {
          refused = true;
          learn(sent.get(i).change());
        }
      }
    }
    if (refused) {
      throw new Fault(
          FaultKind.BUSY,
          "hub-moved-on",
          "the hub refused a change from Subversion; the revision is read again with that in mind");
    }
  }

  private void learn(Change refused) throws IOException, Fault {
    switch (refused) {
      case Change.Create create -> learn(create);
      case Change.Edit edit -> {
        @Nullable Node held = source.nodeOrNull(edit.node());
        boolean same = held != null && Texts.same(held.entry(), edit.entry());
        answers.put(edit.id(), held != null && same ? new Answer.Adopt(held) : new Answer.Yield());
      }
      case Change.Move move -> answers.put(move.id(), new Answer.Yield());
      case Change.Remove remove -> answers.put(remove.id(), new Answer.Yield());
    }
  }

  private void learn(Change.Create create) throws IOException, Fault {
    NodeId parent = create.parent();
    @Nullable Node holder = source.childOrNull(parent, create.name());
    if (holder != null) {
      boolean same = Texts.same(holder.entry(), create.entry());
      answers.put(create.id(), same ? new Answer.Adopt(holder) : new Answer.Yield());
    } else if (draft.baseOrNull(parent) != null && source.nodeOrNull(parent) == null) {
      // The hub removed the folder. One that came with this revision is asked for again first.
      answers.put(create.id(), new Answer.Yield());
    }
  }

  private NodeId nodeId(String path) {
    ByteBuffer digest = digest("node", path);
    return new NodeId(digest.getLong(), digest.getLong());
  }

  private ChangeId changeId(String act, String path) {
    ByteBuffer digest = digest(act, path);
    return new ChangeId(digest.getLong(), digest.getLong());
  }

  private ByteBuffer digest(String act, String path) {
    String name = String.join("\0", revisionName, act, path);
    return ByteBuffer.wrap(Digest.of(name.getBytes(UTF_8)).toBytes());
  }
}
