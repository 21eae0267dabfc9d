package org.ostraka.ballot.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Receipt;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.box.Applied;
import org.ostraka.ballot.box.BallotReplica;
import org.ostraka.ballot.box.Entry;
import org.ostraka.ballot.box.EntryCodec;
import org.ostraka.ballot.box.MalformedEntryException;
import org.ostraka.ballot.box.MemoryBoxStore;
import org.ostraka.base.Disk;
import org.ostraka.sim.SimClock;
import org.ostraka.sim.SimDisk;
import org.ostraka.sim.Stopped;
import org.ostraka.sim.Timer;

/**
 * One ballot server of a simulated organisation: the real file system, pending table, reconciler
 * and replica on a simulated disk, clock and log.
 */
final class SimServer implements LogMember.Tables {
  static final Path PENDING = Path.of("/server/pending");
  private static final Duration PERIOD = Duration.ofMillis(100);

  private final World world;
  private final ServerId id;
  private final SimClock clock;
  private final LogMember member;

  // What a crash leaves.
  private SimDisk disk;
  private final MemoryBoxStore store = new MemoryBoxStore();
  private MemoryInvalidFiles invalid = new MemoryInvalidFiles();

  // What it does not.
  private @Nullable BallotServer running;
  private final List<Timer> timers = new ArrayList<>();
  private int life;
  private boolean applying;

  SimServer(World world, ServerId id, SimClock clock) {
    this.world = world;
    this.id = id;
    this.clock = clock;
    this.member = world.log().member(id.value());
    this.disk = new SimDisk(world.simulation().random());
  }

  String name() {
    return id.value();
  }

  SimDisk disk() {
    return disk;
  }

  SimClock clock() {
    return clock;
  }

  MemoryBoxStore store() {
    return store;
  }

  /** Whether the ballot is in the invalid table. */
  boolean holdsInvalid(Receipt receipt) {
    return invalid
        .file(Electorate.ELECTION, receipt.name())
        .filter(file -> file.entry().digest().equals(receipt.digest()))
        .isPresent();
  }

  LogMember member() {
    return member;
  }

  boolean isUp() {
    return running != null;
  }

  BallotServer requireRunning() {
    if (running == null) {
      throw new IllegalStateException(name() + " is down");
    }
    return running;
  }

  // ---- Life and death --------------------------------------------------------------------------

  /** Starts, as often as its disk stops it on the way. */
  void start() {
    try {
      running = opened();
    } catch (Stopped e) {
      disk.crash();
      start();
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    member.start(this, requireRunning().applied());
    SimDaemon daemon = new SimDaemon(world, this, life * 1_000_000L);
    int mine = life;
    world.log().attach(name(), answer -> live(mine, () -> daemon.answered(answer)));
    world.simulation().note(name() + " starts");
    world.witness().started(this);
    every(PERIOD, daemon::reconcile);
    every(Duration.ofMillis(15), daemon::settle);
    every(Duration.ofMillis(700), this::sweep);
    applySoon();
  }

  private BallotServer opened() throws IOException {
    world.sabotage().beforeStart(world, this);
    Disk seen = world.sabotage() == Sabotage.DISK_LIES ? new LyingDisk(disk) : disk;
    SettlementRelay relay = new SettlementRelay(id);
    BallotReplica replica = new BallotReplica(store, relay);
    Tables tables = new Tables(replica, PendingFiles.open(seen, PENDING), invalid);
    Environment around = new Environment(clock, world.simulation().random(), seen, PENDING);
    return new BallotServer(id, tables, relay, world.limits(), around);
  }

  private void every(Duration period, Action action) {
    int mine = life;
    timers.add(world.simulation().every(period, () -> live(mine, action)));
  }

  /** Does it later, if the server still lives the same life then. */
  void after(Duration delay, Action action) {
    int mine = life;
    timers.add(world.simulation().after(delay, () -> live(mine, action)));
  }

  /** Something that a server does, which its disk may end. */
  @FunctionalInterface
  interface Action {
    void run() throws IOException;
  }

  /** Does it if the server still lives the same life. */
  private void live(int itsLife, Action action) {
    if (running == null || life != itsLife) {
      return;
    }
    try {
      action.run();
    } catch (Stopped e) {
      crash(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server ends without warning, and starts again after a while. */
  void crash(boolean powerLoss) {
    if (running == null) {
      return;
    }
    world.simulation().note(name() + (powerLoss ? " loses power" : " is killed"));
    world.witness().saw(Sight.SERVER_CRASHED);
    life++;
    running = null;
    applying = false;
    timers.forEach(Timer::cancel);
    timers.clear();
    member.stop();
    world.log().detach(name());
    if (powerLoss) {
      disk.crash();
    } else {
      disk.kill();
    }
    store.crash(world.simulation().random());
    Duration pause = world.simulation().between(Duration.ofMillis(20), Duration.ofMillis(2500));
    world.simulation().after(pause, this::startIfDown);
  }

  void startIfDown() {
    if (running == null) {
      start();
    }
  }

  /** The disk is replaced by an empty one while the server is down. */
  void loseDisk(int committed) {
    world.simulation().note(name() + " loses its disk");
    world.witness().lostDisk(name());
    disk = new SimDisk(world.simulation().random());
    store.wipe();
    invalid = new MemoryInvalidFiles();
    member.wipe(committed);
  }

  private void sweep() throws IOException {
    requireRunning().tables().pending().sweep(world.simulation().chance(0.3));
    if (world.simulation().chance(0.3)) {
      store.flush();
    }
    if (world.simulation().chance(0.1)) {
      member.compact(store.flush());
    }
  }

  // ---- The log ---------------------------------------------------------------------------------

  @Override
  public Instant stamp() {
    return requireRunning().tables().replica().stampAt(clock.instant());
  }

  @Override
  public void committed() {
    applySoon();
  }

  private void applySoon() {
    if (!applying) {
      applying = true;
      after(world.simulation().between(Duration.ZERO, Duration.ofMillis(12)), this::applyNext);
    }
  }

  private void applyNext() throws IOException {
    applying = false;
    BallotReplica replica = requireRunning().tables().replica();
    int next = (int) replica.applied().value() + 1;
    if (next > member.commit()) {
      return;
    }
    LogSlot slot = member.slot(next);
    LogIndex index = new LogIndex(next);
    Entry entry = world.sabotage().seenBy(name(), slot.stamp(), decoded(slot));
    Applied applied = replica.apply(index, slot.stamp(), entry);
    world.witness().applied(name(), index, applied);
    member.applied(next, Optional.ofNullable(applied.refusal()));
    applySoon();
  }

  static Entry decoded(LogSlot slot) {
    try {
      return EntryCodec.decode(slot.entry().duplicate());
    } catch (MalformedEntryException e) {
      throw new AssertionError("the log holds what no server may append", e);
    }
  }

  @Override
  public void install(LogMessage.Snapshot snapshot) {
    try {
      world.witness().saw(Sight.TABLES_TAKEN_OVER);
      store.replaceWith(snapshot.tables());
      requireRunning().tables().replica().reload();
      world.witness().started(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public LogMessage.Snapshot snapshot(long term) {
    int applied = (int) store.applied().value();
    List<LogSlot> slots = new ArrayList<>();
    for (int at = 0; at <= applied; at++) {
      slots.add(world.log().committed().get(at));
    }
    return new LogMessage.Snapshot(term, slots, store.checkpoint());
  }
}
