package org.ostraka.sync.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.ostraka.sync.Change;
import org.ostraka.sync.ChangeId;
import org.ostraka.sync.Chunk;
import org.ostraka.sync.Content;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.Entry;
import org.ostraka.sync.EntryName;
import org.ostraka.sync.FileEntry;
import org.ostraka.sync.Folder;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.UserName;
import org.ostraka.sync.Verdict;
import org.ostraka.sync.account.Actor;
import org.ostraka.sync.account.Grant;
import org.ostraka.sync.account.Holder;
import org.ostraka.sync.account.Principal;
import org.ostraka.sync.account.Right;
import org.ostraka.sync.account.Stay;
import org.ostraka.sync.chunk.ChunkFrame;

/** A hub with a repository {@code docs}, and people who do things there. */
final class TestHub implements AutoCloseable {
  static final RepositoryName DOCS = new RepositoryName("docs");
  static final String PASSWORD = "correct horse";

  private final Hub hub;
  private final Random random = new Random(42);

  TestHub(Path folder) throws Exception {
    this(Hub.open(folder, InstantSource.system()));
  }

  TestHub(Hub hub) throws Exception {
    this.hub = hub;
    if (hub.standings().isEmpty()) {
      hub.add(Actor.LOCAL, DOCS, Optional.empty(), 0);
    }
  }

  Hub hub() {
    return hub;
  }

  /** A user with a right at the root, new or not. */
  Principal user(String name, Right right) throws Exception {
    UserName user = new UserName(name);
    if (hub.accounts().users().list().stream().noneMatch(known -> known.name().equals(user))) {
      hub.accounts().users().add(Actor.LOCAL, user, PASSWORD, false);
    }
    grant(name, NodeId.ROOT, right);
    String token =
        hub.accounts()
            .sessions()
            .signIn(user, PASSWORD, "test", new Stay.OfDesk(new DeskName("desk-of-" + name), false))
            .token();
    return hub.accounts().sessions().require(token).principal();
  }

  void grant(String user, NodeId folder, Right right) throws Exception {
    hub.accounts()
        .grants()
        .give(Actor.LOCAL, DOCS, new Grant(folder, new Holder.OfUser(new UserName(user)), right));
  }

  GuardedRepository docs(Principal principal) throws Exception {
    return hub.repository(principal, DOCS);
  }

  ChangeId changeId() {
    return new ChangeId(random.nextLong(), random.nextLong());
  }

  private NodeId nodeId() {
    return new NodeId(random.nextLong(), random.nextLong());
  }

  /** Asks for one change. */
  Verdict change(Principal who, Change change) throws Exception {
    return docs(who).change(List.of(change)).getFirst();
  }

  NodeId folder(Principal who, NodeId parent, String name) throws Exception {
    return create(who, parent, name, Folder.FOLDER);
  }

  NodeId file(Principal who, NodeId parent, String name, String content) throws Exception {
    return create(who, parent, name, sent(who, content));
  }

  private NodeId create(Principal who, NodeId parent, String name, Entry entry) throws Exception {
    NodeId node = nodeId();
    Verdict verdict =
        change(who, new Change.Create(changeId(), node, parent, new EntryName(name), entry));
    if (!(verdict instanceof Verdict.Accepted)) {
      throw new AssertionError(name + ": " + verdict);
    }
    return node;
  }

  /** A file's entry, its content sent to the hub. */
  FileEntry sent(Principal who, String content) throws Exception {
    Chunk chunk = Chunk.of(content.getBytes(UTF_8));
    docs(who).store(List.of(ChunkFrame.of(chunk)));
    return entry(content);
  }

  /** A file's entry. */
  static FileEntry entry(String content) {
    return new FileEntry(
        Content.of(List.of(Chunk.of(content.getBytes(UTF_8)).ref())), false, 1_000);
  }

  long version(Principal who, NodeId node) throws Exception {
    return docs(who).list(docs(who).resolve("/")).stream()
        .filter(it -> it.id().equals(node))
        .findAny()
        .orElseThrow()
        .version();
  }

  @Override
  public void close() throws IOException {
    hub.close();
  }
}
