package org.ostraka.sync;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;

/** A tree that a person works in: each edit becomes changes, which someone takes in. */
final class EditedTree {
  private static final String[] NAMES = {"a", "b", "c", "d"};
  private static final Map<Integer, Content> CONTENTS = new ConcurrentHashMap<>();

  private final Tree tree;
  private final Consumer<Change> changes;

  /** What this person's ids and contents begin with. */
  private final int person;

  private int made;

  EditedTree(Tree tree, int person, Consumer<Change> changes) {
    this.tree = tree;
    this.person = person;
    this.changes = changes;
  }

  void edit(List<TreeEdit> edits) {
    edits.forEach(this::edit);
  }

  private void edit(TreeEdit edit) {
    List<Node> nodes = nodes();
    EntryName name = new EntryName(NAMES[edit.name()]);
    NodeId folder = folder(nodes, edit.target());
    switch (edit.what()) {
      case MAKE_FILE -> make(folder, name, file());
      case MAKE_FOLDER -> make(folder, name, Folder.FOLDER);
      default -> {
        if (!nodes.isEmpty()) {
          edit(edit, nodes.get(edit.node() % nodes.size()), folder, name);
        }
      }
    }
  }

  private void edit(TreeEdit edit, Node node, NodeId folder, EntryName name) {
    switch (edit.what()) {
      case MAKE_FILE, MAKE_FOLDER -> throw new IllegalStateException("has no node");
      case EDIT -> rewrite(node, file());
      case TOUCH -> {
        if (node.entry() instanceof FileEntry file) {
          rewrite(node, new FileEntry(file.content(), !file.executable(), ++made));
        }
      }
      case MOVE -> move(node, folder, node.name());
      case RENAME -> move(node, node.parent(), name);
      case SWAP -> swap(node, folder);
      case REMOVE -> changes.accept(new Change.Remove(id(), node.id(), Long.MAX_VALUE));
      case REPLACE_BY_FOLDER -> replaceByFolder(node);
    }
  }

  private void make(NodeId folder, EntryName name, Entry entry) {
    if (tree.childOrNull(folder, name) == null) {
      changes.accept(new Change.Create(id(), new NodeId(person, ++made), folder, name, entry));
    }
  }

  private void rewrite(Node node, FileEntry entry) {
    if (!node.isFolder()) {
      changes.accept(new Change.Edit(id(), node.id(), entry, node.version()));
    }
  }

  private void move(Node node, NodeId folder, EntryName name) {
    if (tree.childOrNull(folder, name) == null && !tree.isWithin(folder, node.id())) {
      changes.accept(new Change.Move(id(), node.id(), folder, name, current(node).version()));
    }
  }

  /** Exchanges the names of the node and of some other in the folder. */
  private void swap(Node node, NodeId folder) {
    @Nullable Node other =
        tree.children(folder).stream().sorted().findFirst().map(tree::nodeOrNull).orElse(null);
    if (other == null
        || tree.isWithin(node.id(), other.id())
        || tree.isWithin(other.id(), node.id())) {
      return;
    }
    move(node, tree.root(), new EntryName("between"));
    if (current(node).name().text().equals("between")) {
      move(other, node.parent(), node.name());
      move(current(node), other.parent(), other.name());
    }
  }

  /** A file, or whatever it is, becomes a folder of its name that holds what was there. */
  private void replaceByFolder(Node node) {
    move(node, tree.root(), new EntryName("between"));
    make(node.parent(), node.name(), Folder.FOLDER);
    @Nullable Node folder = tree.childOrNull(node.parent(), node.name());
    if (folder != null && folder.isFolder()) {
      move(current(node), folder.id(), node.name());
    }
  }

  private Node current(Node node) {
    @Nullable Node now = tree.nodeOrNull(node.id());
    return now == null ? node : now;
  }

  private List<Node> nodes() {
    List<Node> nodes = new ArrayList<>(tree.nodes());
    nodes.sort(Comparator.comparing(Node::id));
    return nodes;
  }

  private NodeId folder(List<Node> nodes, int pick) {
    List<Node> folders = nodes.stream().filter(Node::isFolder).toList();
    int at = pick % (folders.size() + 1);
    return at == 0 ? tree.root() : folders.get(at - 1).id();
  }

  private FileEntry file() {
    // Two persons sometimes write the same.
    int content = ++made % 5 == 0 ? 0 : person * 1000 + made;
    return new FileEntry(content(content), false, made);
  }

  private static Content content(int number) {
    return CONTENTS.computeIfAbsent(
        number,
        n -> {
          byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt(n).array();
          return Content.of(List.of(new ChunkRef(Digest.of(bytes), bytes.length)));
        });
  }

  private ChangeId id() {
    return new ChangeId(person, ++made);
  }
}
