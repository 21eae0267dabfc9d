package org.ostraka.sync.hub;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.sync.Change;
import org.ostraka.sync.ChangeId;
import org.ostraka.sync.EntryName;
import org.ostraka.sync.JournalRecord;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryTree;
import org.ostraka.sync.Tree;

/** A repository as it once was, replayed from its journal, and the changes that lead back to it. */
final class Restoration {
  private static final int STEP = 10_000;
  private static final int MOST_NAMES = 1_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Tree before;

  /** Replays the journal up to and with a record. */
  Restoration(Journal journal, long seq) throws IOException, Fault {
    RepositoryTree tree = new RepositoryTree();
    List<JournalRecord> records = journal.after(0, STEP);
    while (!records.isEmpty() && tree.position() < seq) {
      for (JournalRecord record : records) {
        if (record.seq() <= seq) {
          tree.takeIn(record.seq(), record.change());
        }
      }
      records = journal.after(records.getLast().seq(), STEP);
    }
    this.before = tree.tree();
  }

  /** The repository as it was. */
  Tree before() {
    return before;
  }

  /**
   * The changes that bring a node back, with what it held and the folders that it stood in, parents
   * first.
   */
  List<Change> changes(NodeId node, Tree now) {
    List<Node> nodes = new ArrayList<>(before.path(node));
    nodes.remove(before.nodeOrNull(node));
    nodes.addAll(before.subtree(node));
    List<Change> changes = new ArrayList<>();
    nodes.forEach(old -> change(old, now).ifPresent(changes::add));
    return changes;
  }

  private static Optional<Change> change(Node old, Tree now) {
    @Nullable Node present = now.nodeOrNull(old.id());
    if (present == null) {
      EntryName name = freeName(now, old);
      return Optional.of(new Change.Create(changeId(), old.id(), old.parent(), name, old.entry()));
    }
    boolean edited =
        present.entry().sameKindAs(old.entry()) && !present.entry().equals(old.entry());
    return edited
        ? Optional.of(new Change.Edit(changeId(), old.id(), old.entry(), present.version()))
        : Optional.empty();
  }

  private static ChangeId changeId() {
    return new ChangeId(RANDOM.nextLong(), RANDOM.nextLong());
  }

  /** The old name, or one beside it when another has taken it. */
  private static EntryName freeName(Tree now, Node old) {
    EntryName name = old.name();
    for (int number = 1; now.childOrNull(old.parent(), name) != null; number++) {
      if (number > MOST_NAMES) {
        return old.name();
      }
      String suffix = number == 1 ? " (restored)" : " (restored %d)".formatted(number);
      name = EntryName.isValid(old.name() + suffix) ? new EntryName(old.name() + suffix) : name;
    }
    return name;
  }
}
