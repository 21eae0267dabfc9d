package org.ostraka.sync.desk;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.sync.Content;
import org.ostraka.sync.CopyNames;
import org.ostraka.sync.FileEntry;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.Plan;
import org.ostraka.sync.Step;
import org.ostraka.sync.ThreeTrees;
import org.ostraka.sync.Tree;

/**
 * One folder kept identical with its repository. Whoever runs it calls {@link #round} after each
 * {@link #post}, always from one thread; reading, sending and fetching go on in the workshop and
 * come back as events.
 */
public final class Session implements Closeable {

  /** How long something that was not found may turn up under another name. */
  private static final Duration GRACE = Duration.ofMillis(60);

  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final int MOST_PLANS = 50;

  private final SessionSettings settings;
  private final DeskDisk disk;
  private final Index index;
  private final Workshop workshop;
  private final ThreeTrees trees;
  private final Survey survey;
  private final Placer placer;
  private final Correspondence hub;
  private final Transfers transfers;
  private final Gate gate;
  private final Readings readings;
  private final Rhythm rhythm;

  private final Queue<SessionEvent> mailbox = new ConcurrentLinkedQueue<>();
  private final Runnable wake;
  private final Set<String> touched = new TreeSet<>();
  private boolean lostSight = true;

  /**
   * Files that came or changed while no session ran: what they hold must be known before the
   * journal is read, for it may be what the journal tells.
   */
  private final Set<String> unsure = new HashSet<>();

  private boolean lookedOnce;
  private boolean paused;
  private boolean graceRuns;
  private boolean retryWaits;
  private @Nullable String offline = "not connected yet";
  private volatile SessionStatus status =
      new SessionStatus(SessionStatus.State.STARTING, "", 0, 0, 0, List.of());

  /** What a session works with; the session closes the index. */
  public record Parts(Hub hub, DeskDisk disk, Index index, Workshop workshop) {}

  /**
   * @param wake is called from any thread when a round is due
   */
  public Session(SessionSettings settings, Parts parts, Runnable wake) throws IOException {
    this.settings = settings;
    this.disk = parts.disk;
    this.index = parts.index;
    this.workshop = parts.workshop;
    this.wake = wake;
    List<Index.Row> rows = index.rows();
    this.trees = trees(settings.base(), rows);
    this.survey = new Survey(trees, disk, settings.ignore(), settings.ids(), settings.clock());
    this.placer = new Placer(trees, survey, disk, settings.ids());
    this.hub = new Correspondence(trees, survey, settings, parts.hub, index.mark());
    Courier courier =
        new Courier(
            parts.hub, settings.repository(), disk, workshop, settings.up(), settings.down());
    this.transfers = new Transfers(courier, this::post);
    this.gate = new Gate(trees);
    this.readings = new Readings(disk, workshop, this::post);
    this.rhythm = new Rhythm(settings.clock());
    for (Index.Row row : rows) {
      if (row.seen() != null) {
        survey.note(row.id(), row.seen());
      }
    }
    trees.takeTouched();
    post(new SessionEvent.Tick());
  }

  private static ThreeTrees trees(NodeId base, List<Index.Row> rows) {
    Map<NodeId, Node> synced = new HashMap<>();
    Tree local = new Tree(base);
    Tree remote = new Tree(base);
    for (Index.Row row : rows) {
      if (row.synced() != null) {
        synced.put(row.id(), row.synced());
      }
      if (row.local() != null) {
        local.put(row.local());
      }
      if (row.remote() != null) {
        remote.put(row.remote());
      }
    }
    return new ThreeTrees(synced, local, remote);
  }

  /** Something may have happened at these paths, relative to the folder. */
  public void touched(Collection<String> paths) {
    post(new SessionEvent.Touched(List.copyOf(paths)));
  }

  /** Something may have happened anywhere in the folder. */
  public void lostSight() {
    post(new SessionEvent.LostSight());
  }

  /** The repository has reached this journal position. */
  public void announced(long position) {
    post(new SessionEvent.Announced(position));
  }

  /** A person decided. */
  public void decided(Decision decision) {
    post(new SessionEvent.Decided(decision));
  }

  private void post(SessionEvent event) {
    mailbox.add(event);
    wake.run();
  }

  /** What it does, as of the last round. */
  public SessionStatus status() {
    return status;
  }

  /** The last journal position that is known here. */
  public long position() {
    return status.position();
  }

  /** Does all that can be done now without waiting. */
  public void round() throws IOException {
    for (SessionEvent event = mailbox.poll(); event != null; event = mailbox.poll()) {
      handle(event);
    }
    if (!paused && gate.haltedOrNull() == null) {
      if (disk.isPresent()) {
        work();
      } else {
        gate.vanished();
      }
    }
    commit();
    report();
  }

  private void handle(SessionEvent event) {
    switch (event) {
      case SessionEvent.Touched(Collection<String> paths) -> touched.addAll(paths);
      case SessionEvent.LostSight _ -> lostSight = true;
      case SessionEvent.Announced(long position) -> hub.announced(position);
      case SessionEvent.FilesRead(List<SessionEvent.FileRead> files) -> files.forEach(this::read);
      case SessionEvent.Stored stored -> {
        transfers.stored(stored);
        stored.changed().forEach(item -> touched.add(item.path()));
      }
      case SessionEvent.Fetched fetched -> {
        transfers.fetched(fetched);
        fetched.items().forEach(placer::hold);
      }
      case SessionEvent.DownloadEnded _ -> transfers.downloadEnded(List.of());
      case SessionEvent.UploadFailed failed -> {
        transfers.failed(failed);
        failed.items().forEach(item -> touched.add(item.path()));
        trouble(failed.cause());
      }
      case SessionEvent.DownloadFailed failed -> {
        transfers.downloadEnded(failed.items());
        trouble(failed.cause());
      }
      case SessionEvent.Inquire _ -> hub.inquire();
      case SessionEvent.Tick _ -> {}
      case SessionEvent.Decided(Decision decision) -> decide(decision);
    }
  }

  private void read(SessionEvent.FileRead file) {
    String path = file.reading().path();
    readings.ended(path);
    unsure.remove(path);
    if (file.content() == null || !survey.read(file.reading(), file.content())) {
      later(rhythm.restless(path), new SessionEvent.Touched(List.of(path)));
    }
  }

  private void decide(Decision decision) {
    paused = decision == Decision.PAUSE;
    if (decision != Decision.PAUSE) {
      hub.unpark();
      lostSight = true;
      if (decision == Decision.RESTORE) {
        bringBack();
      }
      gate.open();
    }
  }

  /** What is not here any more is as if this desk never had it: then the hub's is brought. */
  private void bringBack() {
    for (NodeId id : List.copyOf(trees.unsettled())) {
      if (trees.local().nodeOrNull(id) == null && trees.synced().containsKey(id)) {
        trees.done(new Step.Forget(id));
      }
    }
  }

  private void later(Duration delay, SessionEvent event) {
    workshop.later(delay, () -> post(event));
  }

  private void trouble(Exception cause) {
    offline = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
    if (!retryWaits) {
      retryWaits = true;
      later(RETRY, new SessionEvent.Inquire());
    }
  }

  private void work() throws IOException {
    lookAround();
    if (!unsure.isEmpty()) {
      return;
    }
    try {
      retryWaits = false;
      for (int plans = 0; plans < MOST_PLANS; plans++) {
        if (hub.isBehind()) {
          hub.read();
        }
        offline = null;
        Plan plan = Plan.reconcile(trees, hub.mark().position(), copies());
        if (!gate.lets(plan) || !carryOut(plan)) {
          break;
        }
      }
    } catch (Fault e) {
      trouble(e);
    } catch (IOException e) {
      trouble(e);
    }
    List<String> surprises = placer.takeSurprises();
    if (!surprises.isEmpty()) {
      post(new SessionEvent.Touched(surprises));
    }
    if (hub.hasParked()) {
      later(RETRY, new SessionEvent.Tick());
    }
    transfers.begin();
  }

  private CopyNames copies() {
    return new CopyNames(
        settings.copies().desk(), settings.copies().user(), settings.clock().instant());
  }

  private void lookAround() throws IOException {
    Set<String> paths = new HashSet<>(touched);
    touched.clear();
    List<Survey.Reading> found =
        lostSight ? survey.look(List.of(""), true) : survey.look(paths, false);
    readings.wish(found);
    if (!lookedOnce) {
      lookedOnce = true;
      found.forEach(reading -> unsure.add(reading.path()));
    }
    lostSight = false;
    readings.begin();
    if (survey.hasMissing() && !graceRuns) {
      graceRuns = true;
      workshop.later(GRACE, this::graceEnds);
    }
    List<String> doubtful = survey.doubtful();
    if (!doubtful.isEmpty() && paths.isEmpty()) {
      later(GRACE, new SessionEvent.Touched(doubtful));
    }
    if (graceEnded) {
      graceEnded = false;
      graceRuns = false;
      readings.wish(survey.dropMissing());
      readings.begin();
    }
  }

  private volatile boolean graceEnded;

  private void graceEnds() {
    graceEnded = true;
    post(new SessionEvent.Tick());
  }

  /** Whether anything was done, so that another plan is worth making. */
  private boolean carryOut(Plan plan) throws IOException, Fault {
    boolean did = false;
    List<Step.There> toAsk = new ArrayList<>();
    for (Step step : plan.steps()) {
      switch (step) {
        case Step.Book book -> {
          trees.done(book);
          if (book instanceof Step.Adopt(NodeId mine, NodeId theirs)) {
            survey.rename(mine, theirs);
          }
          transfers.settled(book.node());
          did = true;
        }
        case Step.Here here -> did |= take(here);
        case Step.There there -> {
          if (mayAsk(there)) {
            toAsk.add(there);
          }
        }
      }
    }
    List<Step.There> accepted = hub.ask(toAsk);
    accepted.forEach(step -> transfers.settled(step.node()));
    return did || !accepted.isEmpty() || hub.isBehind();
  }

  private boolean take(Step.Here step) throws IOException {
    Placer.Outcome outcome = placer.take(step);
    if (outcome == Placer.Outcome.NEEDS_CONTENT) {
      Download.@Nullable Item wanted = placer.wantedOrNull(step);
      if (wanted != null) {
        transfers.wish(wanted);
      }
    }
    return outcome == Placer.Outcome.DONE;
  }

  private boolean mayAsk(Step.There step) {
    if (hub.isParked(step)) {
      return false;
    }
    @Nullable Content content = Correspondence.contentOrNull(step);
    if (content == null) {
      return true;
    }
    Duration wait = rhythm.untilSending(step.node(), step instanceof Step.EditThere);
    if (!wait.isZero()) {
      later(wait, new SessionEvent.Tick());
      return false;
    }
    if (content.size() == 0 || isThereAlready(step.node(), content)) {
      rhythm.sent(step.node());
      return true;
    }
    @Nullable Seen seen = survey.seenOrNull(step.node());
    if (seen != null) {
      transfers.wish(new Upload.Item(step.node(), survey.path(step.node()), seen, content));
    }
    return false;
  }

  private boolean isThereAlready(NodeId node, Content content) {
    @Nullable Node theirs = trees.remote().nodeOrNull(node);
    return transfers.isStored(node, content)
        || (theirs != null
            && theirs.entry() instanceof FileEntry file
            && file.content().equals(content));
  }

  private void commit() throws IOException {
    // The disk first: the books never tell of what a crash may undo.
    disk.force(placer.takeToForce());
    List<Index.Row> rows = new ArrayList<>();
    for (NodeId id : trees.takeTouched()) {
      rows.add(
          new Index.Row(
              id,
              trees.synced().get(id),
              trees.local().nodeOrNull(id),
              trees.remote().nodeOrNull(id),
              survey.seenOrNull(id)));
    }
    if (!rows.isEmpty() || !hub.mark().equals(committed)) {
      index.commit(rows, hub.mark());
      committed = hub.mark();
    }
  }

  private Index.@Nullable Mark committed;

  private void report() {
    int waiting = trees.unsettled().size() + readings.size();
    List<String> problems = new ArrayList<>(hub.refusals());
    survey.unusable().forEach(path -> problems.add(path + ": no name that can be synchronised"));
    String why = Objects.requireNonNullElse(gate.haltedOrNull(), "");
    SessionStatus.State state = SessionStatus.State.SYNCED;
    if (gate.haltedOrNull() != null) {
      state = SessionStatus.State.HALTED;
    } else if (paused) {
      state = SessionStatus.State.PAUSED;
    } else if (offline != null) {
      state = SessionStatus.State.OFFLINE;
      why = offline;
    } else if (waiting > 0 || survey.hasMissing() || hub.isBehind() || !touched.isEmpty()) {
      state = SessionStatus.State.WORKING;
    }
    status =
        new SessionStatus(
            state, why, trees.local().size(), waiting, hub.mark().position(), problems);
  }

  @Override
  public void close() throws IOException {
    index.close();
  }
}
