package org.ostraka.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.Change;
import org.ostraka.sync.ChangeId;
import org.ostraka.sync.Chunk;
import org.ostraka.sync.ChunkRef;
import org.ostraka.sync.Content;
import org.ostraka.sync.Cutter;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.Entry;
import org.ostraka.sync.EntryName;
import org.ostraka.sync.FileEntry;
import org.ostraka.sync.Folder;
import org.ostraka.sync.LinkEntry;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.RepositoryTree;
import org.ostraka.sync.UserName;
import org.ostraka.sync.Verdict;
import org.ostraka.sync.desk.JournalPage;
import org.ostraka.sync.desk.Pack;
import org.ostraka.sync.web.HubAddress;
import org.ostraka.sync.web.HubLogin;
import org.ostraka.sync.web.RemoteHub;

/** A desk without a folder: it asks a hub for changes, and knows what the hub relayed. */
final class HubDesk implements AutoCloseable {
  private static final int FILES_A_CALL = 2_000;

  private final RemoteHub hub;
  private final RepositoryName repository;
  private final Random random = new Random();
  private RepositoryTree tree = new RepositoryTree();

  HubDesk(HubAddress address, String token, String repository) {
    this.hub = new RemoteHub(address, token);
    this.repository = new RepositoryName(repository);
  }

  /** Signs a user's desk in. */
  static String signIn(HubAddress address, String user, String password)
      throws Fault, IOException, InterruptedException {
    Optional<DeskName> desk = Optional.of(new DeskName("laptop-of-" + user));
    return HubLogin.signIn(address, new UserName(user), password, desk);
  }

  RemoteHub hub() {
    return hub;
  }

  NodeId folder(NodeId parent, String name) throws IOException, Fault {
    return create(parent, name, Folder.FOLDER);
  }

  NodeId file(NodeId parent, String name, String text) throws IOException, Fault {
    return create(parent, name, entry(text, false));
  }

  NodeId program(NodeId parent, String name, String text) throws IOException, Fault {
    return create(parent, name, entry(text, true));
  }

  NodeId link(NodeId parent, String name, String target) throws IOException, Fault {
    return create(parent, name, new LinkEntry(target));
  }

  private NodeId create(NodeId parent, String name, Entry entry) throws IOException, Fault {
    NodeId id = new NodeId(System.currentTimeMillis() << 16, random.nextLong());
    accept(new Change.Create(change(), id, parent, new EntryName(name), entry));
    return id;
  }

  void edit(NodeId id, String text) throws IOException, Fault {
    Entry entry = entry(text, false);
    accept(new Change.Edit(change(), id, entry, node(id).version()));
  }

  void move(NodeId id, NodeId parent, String name) throws IOException, Fault {
    accept(new Change.Move(change(), id, parent, new EntryName(name), node(id).version()));
  }

  void remove(NodeId id) throws IOException, Fault {
    catchUp();
    accept(new Change.Remove(change(), id, tree.position()));
  }

  private ChangeId change() {
    return new ChangeId(random.nextLong(), random.nextLong());
  }

  private FileEntry entry(String text, boolean executable) throws IOException, Fault {
    Chunk chunk = Chunk.of(text.getBytes(StandardCharsets.UTF_8));
    hub.store(repository, List.of(chunk));
    return new FileEntry(Content.of(List.of(chunk.ref())), executable, System.currentTimeMillis());
  }

  private void accept(Change change) throws IOException, Fault {
    assertThat(hub.change(repository, List.of(change)).getFirst())
        .as("%s", change)
        .isInstanceOf(Verdict.Accepted.class);
  }

  /** Takes in what the hub relays. */
  void catchUp() throws IOException, Fault {
    JournalPage page = hub.journal(repository, tree.position(), "");
    while (!page.records().isEmpty()) {
      page.records().forEach(record -> tree.takeIn(record.seq(), record.change()));
      page = hub.journal(repository, tree.position(), "");
    }
  }

  private Node node(NodeId id) throws IOException, Fault {
    catchUp();
    @Nullable Node node = tree.tree().nodeOrNull(id);
    if (node == null) {
      throw new AssertionError(id + " is not there");
    }
    return node;
  }

  NodeId at(String path) throws IOException, Fault {
    catchUp();
    return tree.tree().nodes().stream()
        .filter(node -> tree.tree().pathText(node.id()).equals(path))
        .findAny()
        .orElseThrow(() -> new AssertionError(path + " is not there"))
        .id();
  }

  boolean has(String path) throws IOException, Fault {
    catchUp();
    return tree.tree().nodes().stream()
        .anyMatch(node -> tree.tree().pathText(node.id()).equals(path));
  }

  /** Every path with what stands there, as {@link SvnClient#tree} shows it. */
  Map<String, String> shown() throws IOException, Fault {
    catchUp();
    Map<String, String> shown = new TreeMap<>();
    for (Node node : tree.tree().nodes()) {
      shown.put(tree.tree().pathText(node.id()), shown(node.entry()));
    }
    return shown;
  }

  private String shown(Entry entry) throws IOException, Fault {
    return switch (entry) {
      case Folder _ -> "folder";
      case LinkEntry link -> "link " + link.target();
      case FileEntry file -> (file.executable() ? "program " : "file ") + text(file.content());
    };
  }

  private String text(Content content) throws IOException, Fault {
    return new String(bytes(content), StandardCharsets.UTF_8);
  }

  private byte[] bytes(Content content) throws IOException, Fault {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ChunkRef ref : content.chunks()) {
      try (Pack pack = hub.fetch(repository, Set.of(ref.digest()))) {
        pack.chunks().forEach(chunk -> bytes.writeBytes(chunk.toBytes()));
      }
    }
    return bytes.toByteArray();
  }

  private Content contentAt(String path) throws IOException, Fault {
    return ((FileEntry) node(at(path)).entry()).content();
  }

  /** What a file holds. */
  byte[] content(String path) throws IOException, Fault {
    return bytes(contentAt(path));
  }

  /** The lengths of a file's chunks. */
  List<Integer> cuts(String path) throws IOException, Fault {
    return contentAt(path).chunks().stream().map(ChunkRef::length).toList();
  }

  /** The lengths of the chunks that a desk cuts this content into. */
  static List<Integer> cutsOf(byte[] content) {
    List<Integer> cuts = new ArrayList<>();
    for (int from = 0; from < content.length; ) {
      int end = Cutter.end(content, from, content.length, true);
      cuts.add(end - from);
      from = end;
    }
    return cuts;
  }

  /** Makes files {@code f00000.txt} and so on, all with the same content. */
  void files(int count) throws IOException, Fault {
    Entry entry = entry("same", false);
    for (int first = 0; first < count; first += FILES_A_CALL) {
      List<Change> changes = new ArrayList<>();
      for (int at = first; at < Math.min(count, first + FILES_A_CALL); at++) {
        NodeId id = new NodeId(System.currentTimeMillis() << 16, random.nextLong());
        EntryName name = new EntryName("f%05d.txt".formatted(at));
        changes.add(new Change.Create(change(), id, NodeId.ROOT, name, entry));
      }
      assertThat(hub.change(repository, changes)).allMatch(Verdict.Accepted.class::isInstance);
    }
  }

  /** A moment, in milliseconds since 1970, after all that was done and before all that will be. */
  static long momentBetween() {
    long moment = System.currentTimeMillis();
    while (System.currentTimeMillis() <= moment + 1) {
      Thread.onSpinWait();
    }
    return moment + 1;
  }

  /** Whether the hub still answers this desk. */
  boolean isLetIn() throws IOException {
    try {
      catchUp();
      return true;
    } catch (Fault fault) {
      assertThat(fault.kind()).isEqualTo(FaultKind.UNAUTHENTICATED);
      return false;
    }
  }

  /** How many records the history in Subversion lacks. */
  long historyLag() throws IOException, Fault {
    RemoteHub.Standing standing = hub.standing(repository);
    return standing.position() - standing.historyPosition();
  }

  @Override
  public void close() {
    hub.close();
  }
}
