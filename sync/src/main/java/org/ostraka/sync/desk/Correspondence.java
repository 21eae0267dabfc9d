package org.ostraka.sync.desk;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.sync.Change;
import org.ostraka.sync.ChangeId;
import org.ostraka.sync.Content;
import org.ostraka.sync.Entry;
import org.ostraka.sync.FileEntry;
import org.ostraka.sync.JournalRecord;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.Refusal;
import org.ostraka.sync.Step;
import org.ostraka.sync.ThreeTrees;
import org.ostraka.sync.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exchange with the hub about one repository: asks for changes and reads the journal.
 *
 * <p><b>Invariant:</b> the remote tree stands exactly after {@link #mark()}: an accepted change
 * enters it in the journal's order, directly where nobody else's came between.
 */
final class Correspondence {
  private static final Logger LOG = LoggerFactory.getLogger(Correspondence.class);

  /** How long a change waits that the hub refused for a reason that may pass. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** More are not remembered; those are known by what is here. */
  private static final int MOST_ASKED = 100_000;

  private final ThreeTrees trees;
  private final Survey survey;
  private final SessionSettings settings;
  private final Hub hub;
  private final long stamp;
  private Index.Mark mark;
  private long announced;

  /** Whether there is a reason to ask that no announcement tells of. */
  private boolean inquiring = true;

  /** Changes that this process asked for, of which the journal has not told yet. */
  private final Set<ChangeId> asked = new HashSet<>();

  private final Map<NodeId, Parked> parked = new HashMap<>();

  /** Nodes of which the hub lacks content that it seemed to have, until {@link #takeLacking}. */
  private final Set<NodeId> lacking = new HashSet<>();

  /** A step that is not tried again before something changes about its node, or for a while. */
  private record Parked(Refusal reason, @Nullable Node mine, @Nullable Node theirs, Instant until) {

    Parked until(Instant time) {
      return new Parked(reason, mine, theirs, time);
    }

    /** Whether it may pass without a person. */
    boolean isPassing() {
      return switch (reason) {
        case STALE,
            NAME_TAKEN,
            NODE_TAKEN,
            NODE_GONE,
            PARENT_GONE,
            WRONG_KIND,
            CYCLE,
            MISSING_CHUNKS ->
            true;
        case TOO_DEEP, NO_RIGHT, QUOTA -> false;
      };
    }
  }

  Correspondence(ThreeTrees trees, Survey survey, SessionSettings settings, Hub hub, Index index)
      throws IOException {
    this.trees = trees;
    this.survey = survey;
    this.settings = settings;
    this.hub = hub;
    this.mark = index.mark();
    this.stamp = index.stamp();
    this.announced = mark.position();
  }

  Index.Mark mark() {
    return mark;
  }

  void announced(long position) {
    announced = Math.max(announced, position);
  }

  boolean isBehind() {
    return inquiring || announced > mark.position();
  }

  /** The hub is asked what is new, whether it announced anything or not. */
  void inquire() {
    inquiring = true;
  }

  /** Reads the journal up to its end, or as much as makes one plan worth its while. */
  void read() throws IOException, Fault {
    // What both have now is agreed upon before the hub's goes on.
    List.copyOf(trees.unsettled()).forEach(this::meet);
    JournalPage page = hub.journal(settings.extent(), mark.position(), mark.view());
    inquiring = false;
    announced = page.last();
    if (page.anew()) {
      replaceAll(page);
    } else if (JournalPage.isWhole(page.view())) {
      page.records().forEach(this::takeIn);
    } else {
      takeInView(page);
    }
    mark = new Index.Mark(page.position(), page.view());
  }

  private void takeIn(JournalRecord journalRecord) {
    Change change = journalRecord.change();
    boolean mine =
        asked.remove(change.id()) || (change.id().high() == stamp && isStillHere(change));
    List<Node> gone = trees.takeIn(journalRecord.seq(), change);
    if (mine) {
      // The answer was lost, or others' changes came between.
      trees.done(Step.There.of(change), gone);
    }
    meet(change.node());
  }

  /**
   * Whether this desk, which was started anew since it asked, still has what made it ask. If folder
   * and index were brought back from an earlier day it has not: then its own change is news to it
   * like anybody's.
   */
  private boolean isStillHere(Change change) {
    @Nullable Node mine = trees.local().nodeOrNull(change.node());
    @Nullable Node before = trees.synced().get(change.node());
    return switch (change) {
      case Change.Create _ -> mine != null;
      // Removed since: that was a removal of what it had then.
      case Change.Edit _ ->
          before != null && (mine == null || !mine.entry().equals(before.entry()));
      case Change.Move _ -> mine != null && before != null && !mine.samePlaceAs(before);
      case Change.Remove _ -> mine == null;
    };
  }

  private void meet(NodeId id) {
    @Nullable NodeId adopted = trees.meet(id);
    if (adopted != null) {
      survey.rename(adopted, id);
    }
  }

  private void replaceAll(JournalPage page) {
    Set<NodeId> kept =
        page.records().stream().map(it -> it.change().node()).collect(Collectors.toSet());
    List<Node> gone =
        trees.remote().nodes().stream().filter(node -> !kept.contains(node.id())).toList();
    gone.forEach(node -> trees.removeRemoteAlone(node.id()));
    takeInView(page);
    if (page.fork().isPresent()) {
      LOG.warn(
          "the hub's {} was brought back from an older copy: what it lacks is sent to it again",
          settings.repository());
      asked.clear();
      parked.clear();
      trees.goBack(page.fork().getAsLong());
    }
  }

  /** Records computed from the present: nodes leave their places first, then take them. */
  private void takeInView(JournalPage page) {
    for (JournalRecord it : page.records()) {
      trees.removeRemoteAlone(it.change().node());
    }
    for (JournalRecord it : page.records()) {
      if (!(it.change() instanceof Change.Remove)) {
        takeIn(it);
      }
    }
    List<Node> lost =
        trees.remote().nodes().stream()
            .filter(node -> !trees.remote().holdsFolder(node.parent()))
            .toList();
    lost.forEach(node -> trees.removeRemote(node.id()));
  }

  /** Whether the step waits because the hub refused it as things are. */
  boolean isParked(Step.There step) {
    @Nullable Parked held = parked.get(step.node());
    if (held == null) {
      return false;
    }
    boolean same =
        Objects.equals(held.mine, trees.local().nodeOrNull(step.node()))
            && Objects.equals(held.theirs, trees.remote().nodeOrNull(step.node()))
            && settings.clock().instant().isBefore(held.until);
    if (!same) {
      parked.remove(step.node());
    }
    return same;
  }

  /** One line for each refusal that waits. */
  List<String> refusals() {
    // What became equal in another way waits no more.
    parked.keySet().retainAll(trees.unsettled());
    List<String> lines = new ArrayList<>();
    parked.forEach((id, held) -> lines.add(line(id, held.reason)));
    return lines;
  }

  private String line(NodeId id, Refusal reason) {
    String path = trees.local().holds(id) ? trees.local().pathText(id) : id.toString();
    String why =
        switch (reason) {
          case NO_RIGHT -> "you may read but not change this on the hub";
          case QUOTA -> "the quota on the hub is used up: remove something or ask for more";
          case TOO_DEEP -> "too many folders one in another: move it up";
          case STALE, NAME_TAKEN, NODE_TAKEN, NODE_GONE, PARENT_GONE, WRONG_KIND, CYCLE ->
              "the hub holds something else there that this user does not see";
          case MISSING_CHUNKS -> "its content did not arrive whole: it is sent again";
        };
    return path + ": " + why;
  }

  /** A person asks for another try: forgets all refusals, and asks the hub what it missed. */
  void tryAgain() {
    parked.clear();
    inquire();
  }

  /**
   * Asks for the changes of these steps, in their order.
   *
   * @return the steps that were accepted
   */
  List<Step.There> ask(List<Step.There> steps) throws IOException, Fault {
    List<Step.There> accepted = new ArrayList<>();
    for (int from = 0; from < steps.size(); ) {
      int to = end(steps, from);
      accepted.addAll(askAtOnce(steps.subList(from, to)));
      from = to;
    }
    return accepted;
  }

  private static int end(List<Step.There> steps, int from) {
    int to = from;
    int chunks = 0;
    while (to < steps.size() && to - from < Hub.MAX_CHANGES) {
      chunks += chunks(steps.get(to));
      if (chunks > Hub.MAX_CHUNK_REFS && to > from) {
        break;
      }
      to++;
    }
    return to;
  }

  private static int chunks(Step.There step) {
    @Nullable Content content = contentOrNull(step);
    return content == null ? 0 : content.chunks().size();
  }

  /** The content that the hub must have before it accepts the step. */
  static @Nullable Content contentOrNull(Step.There step) {
    @Nullable Entry entry =
        switch (step) {
          case Step.CreateThere(Node made) -> made.entry();
          case Step.EditThere edit -> edit.entry();
          case Step.MoveThere _, Step.RemoveThere _ -> null;
        };
    return entry instanceof FileEntry file ? file.content() : null;
  }

  private List<Step.There> askAtOnce(List<Step.There> steps) throws IOException, Fault {
    List<Change> changes =
        steps.stream().map(step -> step.change(settings.ids().nextChange(stamp))).toList();
    if (asked.size() > MOST_ASKED) {
      asked.clear();
    }
    changes.forEach(change -> asked.add(change.id()));
    List<Verdict> verdicts = hub.change(settings.repository(), changes);
    if (verdicts.size() != steps.size()) {
      throw new IOException("the hub gave " + verdicts.size() + " verdicts");
    }
    List<Step.There> accepted = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      switch (verdicts.get(i)) {
        case Verdict.Accepted(long seq) -> {
          accepted.add(steps.get(i));
          accept(seq, steps.get(i), changes.get(i));
        }
        case Verdict.Refused(Refusal reason) -> {
          asked.remove(changes.get(i).id());
          refuse(reason, steps.get(i));
        }
      }
    }
    return accepted;
  }

  private void accept(long seq, Step.There step, Change change) {
    if (seq == mark.position() + 1 && JournalPage.isWhole(mark.view())) {
      asked.remove(change.id());
      trees.done(step, trees.takeIn(seq, change));
      mark = new Index.Mark(seq, mark.view());
    }
    announced(seq);
  }

  /** Nodes whose content must be brought again: the hub crashed before it was durable there. */
  Set<NodeId> takeLacking() {
    Set<NodeId> taken = Set.copyOf(lacking);
    lacking.clear();
    return taken;
  }

  private void refuse(Refusal reason, Step.There step) {
    if (reason == Refusal.MISSING_CHUNKS) {
      lacking.add(step.node());
    }
    // Whatever the reason, the hub knows something that this desk does not.
    inquire();
    Parked held =
        new Parked(
            reason,
            trees.local().nodeOrNull(step.node()),
            trees.remote().nodeOrNull(step.node()),
            settings.clock().instant());
    Duration time = held.isPassing() ? Duration.ofSeconds(1) : PATIENCE;
    parked.put(step.node(), held.until(held.until.plus(time)));
  }

  /** Whether something was refused, and nothing of that for a reason that passes by itself. */
  boolean onlyRefusedForLong() {
    return !parked.isEmpty() && parked.values().stream().noneMatch(Parked::isPassing);
  }

  /** Whether a refused step is to be tried again. */
  boolean hasParked() {
    return !parked.isEmpty();
  }
}
