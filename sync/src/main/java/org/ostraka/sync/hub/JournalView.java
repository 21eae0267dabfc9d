package org.ostraka.sync.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.sync.Change;
import org.ostraka.sync.ChangeId;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.Extent;
import org.ostraka.sync.JournalRecord;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.Tree;
import org.ostraka.sync.UserName;
import org.ostraka.sync.account.Right;
import org.ostraka.sync.account.Rights;

/**
 * The journal as one user may see it. Who may read everything gets the records as they are. Who may
 * not gets pages that are computed from the present tree, because a folder that moves or a right
 * that changes makes nodes come into sight or leave it without a record of their own: first the end
 * of each node touched, then whatever of them can be seen, as it is now.
 */
final class JournalView {
  /** The part of whoever may read everything: pages are then the journal itself. */
  private static final String WHOLE = "";

  /** Stands between the journal's runs and the part of it that is seen. */
  private static final char BEHIND_RUNS = '.';

  private static final int VIEW_DIGITS = 32;
  private static final UserName HUB_USER = new UserName("hub");
  private static final DeskName HUB_DESK = new DeskName("hub");

  private final LiveRepository repository;
  private final Rights rights;
  private final Extent extent;
  private final HubLimits limits;

  JournalView(LiveRepository repository, Rights rights, Extent extent, HubLimits limits) {
    this.repository = repository;
    this.rights = rights;
    this.extent = extent;
    this.limits = limits;
  }

  /** What is seen of which journal: the runs, and behind a dot the part, unless that is all. */
  String view() {
    String runs = repository.journal().runs().told();
    String part = part();
    return part.equals(WHOLE) ? runs : runs + BEHIND_RUNS + part;
  }

  /** What is seen, in a few characters that change when the rights or the extent do. */
  private String part() {
    if (rights.everywhere(Right.READ) && extent.isWhole()) {
      return WHOLE;
    }
    Map<String, String> sorted = new TreeMap<>();
    rights.grants().forEach((folder, right) -> sorted.put(folder.toString(), right.word()));
    if (!extent.isWhole()) {
      sorted.put("of", extent.base() + " " + new TreeSet<>(extent.only()));
    }
    return Digest.of(sorted.toString().getBytes(UTF_8)).toString().substring(0, VIEW_DIGITS);
  }

  /** What came after a position, seen as {@code before} says. */
  Page page(long after, String before) throws IOException, Fault {
    long common = repository.journal().runs().common(runsOf(before));
    if (after > Math.min(common, repository.position())) {
      // What is known there came after the copy from which this hub was brought back.
      OptionalLong fork = OptionalLong.of(common == Long.MAX_VALUE ? 0 : common);
      return repository.lookAt((tree, position) -> anew(tree, position, fork));
    }
    if (!partOf(before).equals(part())) {
      return repository.lookAt((tree, position) -> anew(tree, position, OptionalLong.empty()));
    }
    List<JournalRecord> records = cut(repository.after(after, limits.pageRecords()));
    long position = records.isEmpty() ? after : records.getLast().seq();
    if (part().equals(WHOLE)) {
      return following(records, position, repository.position());
    }
    return repository.lookAt((tree, last) -> changed(records, tree, last));
  }

  private Page following(List<JournalRecord> records, long position, long last) {
    return new Page(records, position, last, view(), false, OptionalLong.empty());
  }

  /** The runs in a view; none in one of a hub that did not tell them. */
  private static String runsOf(String view) {
    int end = view.indexOf(BEHIND_RUNS);
    return end >= 0 ? view.substring(0, end) : view.length() == VIEW_DIGITS ? "" : view;
  }

  private static String partOf(String view) {
    int end = view.indexOf(BEHIND_RUNS);
    return end >= 0 ? view.substring(end + 1) : view.length() == VIEW_DIGITS ? view : WHOLE;
  }

  private List<JournalRecord> cut(List<JournalRecord> records) {
    long weight = 0;
    for (int at = 0; at < records.size(); at++) {
      weight += Changes.weight(records.get(at).change());
      if (weight > limits.pageWeight() && at > 0) {
        return records.subList(0, at);
      }
    }
    return records;
  }

  private Page anew(Tree tree, long position, OptionalLong fork) {
    List<JournalRecord> records = new ArrayList<>(tree.size());
    Sight sight = new Sight(tree, rights, extent);
    tree.forSubtree(
        extent.base(),
        node -> {
          if (sight.sees(node)) {
            records.add(present(node));
          }
        });
    return new Page(records, position, position, view(), true, fork);
  }

  /** The tree may be ahead of the records: then the desk hears of the same nodes again. */
  private Page changed(List<JournalRecord> records, Tree tree, long last) {
    Set<Node> seen = new LinkedHashSet<>();
    Sight sight = new Sight(tree, rights, extent);
    List<JournalRecord> answer = new ArrayList<>();
    long position = records.isEmpty() ? last : records.getLast().seq();
    for (JournalRecord record : records) {
      NodeId id = record.change().node();
      if (mayHaveBeenSeen(record.change())) {
        answer.add(gone(id, position));
      }
      addVisible(id, tree, sight, seen);
    }
    seen.stream()
        .sorted((one, other) -> Integer.compare(depth(tree, one), depth(tree, other)))
        .forEach(node -> answer.add(present(node)));
    return following(answer, position, last);
  }

  /**
   * Whether a change may have taken something out of sight. What was made or edited where the user
   * cannot look stays unsaid; of what was moved or removed the number is told, which means nothing.
   */
  private static boolean mayHaveBeenSeen(Change change) {
    return change instanceof Change.Move || change instanceof Change.Remove;
  }

  private static void addVisible(NodeId id, Tree tree, Sight sight, Set<Node> seen) {
    for (Node above : tree.path(id)) {
      if (sight.isPassage(above)) {
        seen.add(above);
      }
    }
    @Nullable Node node = tree.nodeOrNull(id);
    if (node != null) {
      tree.forSubtree(
          id,
          below -> {
            if (sight.sees(below)) {
              seen.add(below);
            }
          });
    }
  }

  private static int depth(Tree tree, Node node) {
    return tree.path(node.id()).size();
  }

  private static JournalRecord present(Node node) {
    ChangeId id = new ChangeId(node.id().high(), node.version());
    Change create = new Change.Create(id, node.id(), node.parent(), node.name(), node.entry());
    return new JournalRecord(
        Math.max(1, node.version()), create, HUB_USER, HUB_DESK, Instant.EPOCH);
  }

  private static JournalRecord gone(NodeId node, long seq) {
    Change remove = new Change.Remove(new ChangeId(node.high(), seq), node, seq);
    return new JournalRecord(seq, remove, HUB_USER, HUB_DESK, Instant.EPOCH);
  }
}
