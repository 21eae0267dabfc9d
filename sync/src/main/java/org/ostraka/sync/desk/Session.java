package org.ostraka.sync.desk;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
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
import org.ostraka.sync.UploadPart;

/**
 * One folder kept identical with its repository. Whoever runs it calls {@link #round} after each
 * {@link #post}, always from one thread; reading, sending and fetching go on in the workshop and
 * come back as events.
 */
public final class Session implements Closeable {

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
  private final Advances advances;
  private final Transfers transfers;
  private final Gate gate;
  private final Readings readings;
  private final JustRead justRead = new JustRead();
  private final Lookout lookout;
  private final Rhythm rhythm;

  private final Queue<SessionEvent> mailbox = new ConcurrentLinkedQueue<>();
  private final Runnable wake;

  /** Set before whoever sets it wakes the session, so that a lost update costs nothing. */
  private volatile boolean pressing;

  private boolean paused;
  private boolean retryWaits;
  private boolean tickWaits;
  private boolean restoring;

  /** Whether the last plan had nothing that could be done, and nothing is under way. */
  private boolean idle;

  private final Troubles troubles = new Troubles();
  private final Report report;
  private volatile SessionStatus status = SessionStatus.STARTING;

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
    this.trees = Index.trees(settings.extent().base(), rows);
    this.survey = new Survey(trees, disk, settings);
    this.placer = new Placer(trees, survey, disk, settings.ids());
    this.hub = new Correspondence(trees, survey, settings, parts.hub, index);
    this.report = new Report(trees, settings);
    Courier courier =
        new Courier(parts.hub, settings.repository(), disk, workshop, report.up(), report.down());
    this.advances = new Advances(courier);
    advances.begin();
    this.transfers = new Transfers(courier, advances, justRead, this::post);
    this.gate = new Gate(trees);
    this.rhythm = new Rhythm(settings.clock());
    this.readings =
        new Readings(
            courier,
            justRead,
            path -> !rhythm.isRestless(path),
            () -> advances.own(settings.ids().next()),
            this::post);
    this.lookout = new Lookout(survey, readings, workshop, rhythm, this::post);
    for (Index.Row row : rows) {
      if (row.seen() != null) {
        survey.note(row.id(), row.seen());
      }
    }
    report.touched(trees.takeTouched());
    post(new SessionEvent.Tick());
  }

  /** Something may have happened at these paths, relative to the folder. */
  public void touched(Collection<String> paths) {
    post(new SessionEvent.Touched(List.copyOf(paths)));
  }

  /** These folders were made or moved here, by this desk too: what they hold may be news. */
  public void came(Collection<String> folders) {
    post(new SessionEvent.Came(List.copyOf(folders)));
  }

  /** Something may have happened anywhere in the folder. */
  public void lostSight() {
    post(new SessionEvent.LostSight());
  }

  /** The repository has reached this journal position. */
  public void announced(long position) {
    post(new SessionEvent.Announced(position));
  }

  /** Another desk is sending a file, of which this part can be fetched. */
  public void coming(UploadPart part) {
    post(new SessionEvent.Coming(part));
  }

  /** A person decided. */
  public void decided(Decision decision) {
    post(new SessionEvent.Decided(decision));
  }

  private void post(SessionEvent event) {
    mailbox.add(event);
    pressing |= !event.isUsuallyFollowed();
    wake.run();
  }

  /** Whether something waits of which no more is to be expected in the next moment. */
  boolean isPressing() {
    return pressing;
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
    pressing = false;
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

  private void handle(SessionEvent event) throws IOException {
    switch (event) {
      case SessionEvent.Touched(Collection<String> paths) -> lookout.touched(paths);
      case SessionEvent.Came(Collection<String> folders) -> lookout.came(folders);
      case SessionEvent.LostSight _ -> lookout.lostSight();
      case SessionEvent.GraceEnded _ -> lookout.graceEnded();
      case SessionEvent.Announced(long position) -> hub.announced(position);
      case SessionEvent.FilesRead(List<SessionEvent.FileRead> files) -> {
        for (SessionEvent.FileRead file : files) {
          lookout.read(file);
        }
      }
      case SessionEvent.Stored stored -> {
        transfers.stored(stored);
        troubles.transfersGoOn();
        touch(stored.changed());
      }
      case SessionEvent.Fetched fetched -> {
        transfers.fetched(fetched);
        troubles.transfersGoOn();
        fetched.items().forEach(placer::hold);
      }
      case SessionEvent.DownloadEnded _ -> transfers.downloadEnded(List.of());
      case SessionEvent.UploadFailed failed -> {
        transfers.failed(failed);
        touch(failed.items());
        transferFailed(failed.cause());
      }
      case SessionEvent.DownloadFailed failed -> {
        transfers.downloadEnded(failed.items());
        transferFailed(failed.cause());
      }
      case SessionEvent.Inquire _ -> {
        hub.inquire();
        troubles.rested();
        retryWaits = false;
      }
      case SessionEvent.Tick _ -> tickWaits = false;
      case SessionEvent.Coming(UploadPart part) -> {
        // Of a part of the repository nobody knows before the end whether it is here.
        if (!paused && settings.extent().isWhole() && gate.haltedOrNull() == null) {
          advances.take(part);
        }
      }
      case SessionEvent.Decided(Decision decision) -> decide(decision);
    }
  }

  private void touch(List<Upload.Item> items) {
    lookout.touched(items.stream().map(Upload.Item::path).toList());
  }

  private void decide(Decision decision) {
    paused = decision == Decision.PAUSE;
    if (paused) {
      return;
    }
    hub.tryAgain();
    lookout.lostSight();
    gate.open(decision == Decision.ACCEPT);
    restoring = decision == Decision.RESTORE;
  }

  /** What is not here any more is as if this desk never had it: then the hub's is brought. */
  private void bringBack() {
    restoring = false;
    for (NodeId id : List.copyOf(trees.unsettled())) {
      if (trees.local().nodeOrNull(id) == null && trees.synced().containsKey(id)) {
        trees.done(new Step.Forget(id));
      }
    }
  }

  private void later(Duration delay, SessionEvent event) {
    workshop.later(delay, () -> post(event));
  }

  private void transferFailed(Exception cause) {
    troubles.withTransfers(cause);
    retry();
  }

  private void retry() {
    if (!retryWaits) {
      retryWaits = true;
      later(troubles.rest(), new SessionEvent.Inquire());
    }
  }

  private void work() throws IOException {
    lookout.look();
    // Before it is known what is missing here, nothing may be taken for removed.
    if (!lookout.isSure() || (restoring && survey.hasMissing())) {
      return;
    }
    if (restoring) {
      bringBack();
    }
    try {
      plan();
    } catch (Fault | IOException e) {
      troubles.withHub(e);
      retry();
    }
    List<String> surprises = placer.takeSurprises();
    if (!surprises.isEmpty()) {
      post(new SessionEvent.Touched(surprises));
    }
    if (hub.hasParked() && !tickWaits) {
      tickWaits = true;
      later(RETRY, new SessionEvent.Tick());
    }
    if (!troubles.transfersRest()) {
      transfers.begin();
    }
    if (trees.isSettled()) {
      troubles.transfersGoOn();
      justRead.clear();
    }
  }

  private void plan() throws IOException, Fault {
    for (int plans = 0; plans < MOST_PLANS; plans++) {
      if (hub.isBehind()) {
        hub.read();
        troubles.rested(); // a right may have been given
      }
      troubles.hubAnswered();
      Plan plan = Plan.reconcile(trees, hub.mark().position(), copies(), transfers.busy(trees));
      if (!gate.lets(plan, !survey.hasMissing()) || !carryOut(plan)) {
        idle = true;
        return;
      }
    }
    idle = false;
  }

  private CopyNames copies() {
    return new CopyNames(
        settings.copies().desk(), settings.copies().user(), settings.clock().instant());
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
    hub.takeLacking().forEach(transfers::settled);
    return did || !accepted.isEmpty() || hub.isBehind();
  }

  private boolean take(Step.Here step) throws IOException {
    Placer.Outcome outcome = placer.take(step);
    if (outcome == Placer.Outcome.NEEDS_CONTENT && transfers.takeDownloads()) {
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
    if (seen != null && transfers.takeUploads()) {
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
    Set<NodeId> changed = trees.takeTouched();
    report.touched(changed);
    for (NodeId id : changed) {
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
    List<String> problems = new ArrayList<>(hub.refusals());
    problems.addAll(lookout.unreadable());
    survey.unusable().forEach(path -> problems.add(path + ": no name that can be synchronised"));
    SessionStatus.Counts counts = report.counts(readings.size(), transfers.movedBytes());
    String why = Objects.requireNonNullElse(gate.haltedOrNull(), "");
    SessionStatus.State state = state(counts.waiting());
    if (state == troubles.stateOrNull()) {
      why = troubles.explanation();
    }
    status =
        new SessionStatus(state, why, counts, hub.mark().position(), problems, report.conflicts());
  }

  private SessionStatus.State state(int waiting) {
    SessionStatus.@Nullable State trouble = troubles.stateOrNull();
    if (gate.haltedOrNull() != null) {
      return gate.isGone() ? SessionStatus.State.GONE : SessionStatus.State.HALTED;
    } else if (paused) {
      return SessionStatus.State.PAUSED;
    } else if (trouble != null) {
      return trouble;
    } else if (waiting == 0 && lookout.isDone() && !hub.isBehind()) {
      return SessionStatus.State.SYNCED;
    }
    boolean nothingMoves = idle && !transfers.areUnderWay() && readings.size() == 0;
    return nothingMoves && hub.onlyRefusedForLong()
        ? SessionStatus.State.STUCK
        : SessionStatus.State.WORKING;
  }

  @Override
  public void close() throws IOException {
    advances.close();
    index.close();
  }
}
