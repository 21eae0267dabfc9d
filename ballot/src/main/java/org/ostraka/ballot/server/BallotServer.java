package org.ostraka.ballot.server;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ostraka.ballot.Ballot;
import org.ostraka.ballot.BallotFileSystem;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.CastResult;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.CreateResult;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileStat;
import org.ostraka.ballot.FileState;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.NewFile;
import org.ostraka.ballot.Receipt;
import org.ostraka.ballot.Reservation;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.Space;
import org.ostraka.ballot.Standing;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.Tally;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.VoterStanding;
import org.ostraka.ballot.Written;
import org.ostraka.ballot.box.BallotBox;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * The ballot file system of one server: what is created here is recorded in its own tables first,
 * and decided by all servers afterwards. {@link ReconcilerDaemon} drives the deciding.
 */
public final class BallotServer implements BallotFileSystem {
  private static final int LONGEST_LIST = 10_000;
  private static final long AMPLE_MILLIS = 100;
  private static final long AMPLE_BYTES = 1L << 30;

  private final ServerId id;
  private final Tables tables;
  private final ServerLimits limits;
  private final Environment environment;
  private final Voting voting;
  private final Reading reading;
  private final Reconciler reconciler;
  private final Decisions decisions = new Decisions();
  private volatile boolean current;

  /** When the disk had room for more than all writers could write until it is asked again. */
  private volatile long ampleAtMillis = Long.MIN_VALUE / 2;

  /** A server over its tables, which goes on with whatever they hold. */
  public BallotServer(
      ServerId id, Tables tables, SettlementRelay relay, ServerLimits limits, Environment around) {
    this.id = id;
    this.tables = tables;
    this.limits = limits;
    this.environment = around;
    this.voting = new Voting(id, tables, limits, around);
    this.reading = new Reading(tables);
    this.reconciler = new Reconciler(tables, limits, decisions);
    relay.attach(reconciler::decided);
  }

  public ServerId id() {
    return id;
  }

  /** The daemon's part without its thread. */
  Reconciler reconciler() {
    return reconciler;
  }

  public Tables tables() {
    return tables;
  }

  /**
   * Whether the tables reflect what the servers had agreed upon when this one started. Before, it
   * would deny elections and voters that there are.
   */
  public boolean isCurrent() {
    return current;
  }

  void becomeCurrent() {
    current = true;
  }

  @Override
  public Reservation create(ElectionName election, BallotPath name, VoterId voter)
      throws Fault, IOException {
    requireRoom();
    return voting.create(election, name, voter);
  }

  @Override
  public Receipt close(Reservation reservation, Block block) throws Fault, IOException {
    requireRoom();
    Claim claim = voting.close(reservation, block);
    reconciler.recorded(List.of(claim.id()));
    return Voting.receipt(claim);
  }

  /**
   * Creates each file, as {@link #create} does; the results are in the order of the files.
   *
   * @throws Fault if nothing at all can be created here now
   */
  public List<CreateResult> createAll(ElectionName election, List<NewFile> files)
      throws Fault, IOException {
    requireRoom();
    List<CreateResult> results = new ArrayList<>(files.size());
    for (NewFile file : files) {
      results.add(voting.tryCreate(election, file));
    }
    return results;
  }

  /**
   * Writes and closes each file, as {@link #close} does, all with one wait for the disk; the
   * results are in the order of the files.
   *
   * @throws Fault if nothing at all was recorded
   */
  public List<CastResult> closeAll(List<Written> files) throws Fault, IOException {
    requireRoom();
    Voting.Batch batch = voting.closeAll(files);
    reconciler.recorded(batch.recorded().stream().map(Claim::id).toList());
    return batch.results();
  }

  @Override
  public void abandon(Reservation reservation) {
    voting.abandon(reservation);
  }

  @Override
  public List<CastResult> castAll(ElectionName election, List<Ballot> ballots)
      throws Fault, IOException {
    requireRoom();
    reading.require(election);
    Voting.Batch batch = voting.castAll(election, ballots);
    reconciler.recorded(batch.recorded().stream().map(Claim::id).toList());
    return batch.results();
  }

  /** Whether the disk has room for more ballots. */
  public boolean hasRoom() throws IOException {
    return environment.disk().usableBytes(environment.directory()) >= limits.reservedBytes();
  }

  /** Asks the disk each time when little is left, else now and then. */
  private void requireRoom() throws Fault, IOException {
    long now = environment.clock().millis();
    long since = now - ampleAtMillis;
    if (since >= 0 && since < AMPLE_MILLIS) {
      return;
    }
    long usable = environment.disk().usableBytes(environment.directory());
    requireRoom(usable);
    if (usable - limits.reservedBytes() > AMPLE_BYTES) {
      ampleAtMillis = now;
    }
  }

  private void requireRoom(long usable) throws Fault {
    if (usable < limits.reservedBytes()) {
      throw new Fault(
          FaultKind.NO_SPACE,
          "disk-full",
          "server %s has %d MiB left on the disk of %s and keeps %d MiB free: make room or cast on another server"
              .formatted(id, usable >> 20, environment.directory(), limits.reservedBytes() >> 20));
    }
  }

  @Override
  public Standing await(ElectionName election, ClaimId claim, Duration atMost)
      throws Fault, IOException, InterruptedException {
    reading.require(election);
    Standing recent = decisions.await(claim, () -> tables.pending().holds(claim), atMost);
    // Decided long ago, or before this server was started: what is decided is in the tables.
    return recent instanceof Standing.Unknown ? reading.decided(election, claim) : recent;
  }

  @Override
  public StoredFile read(ElectionName election, BallotPath name) throws Fault, IOException {
    return reading.read(election, name);
  }

  @Override
  public FileStat stat(ElectionName election, BallotPath name) throws Fault, IOException {
    return reading.shown(election, reading.stat(election, name));
  }

  @Override
  public List<FileStat> list(
      ElectionName election, BallotPath directory, BallotPath after, int limit)
      throws Fault, IOException {
    int atMost = Math.min(limit, LONGEST_LIST);
    return reading.shown(election, reading.list(election, directory, after, atMost));
  }

  /** One table's files in order of name, whatever their directory: for lists by state. */
  public List<FileStat> files(ElectionName election, FileState table, BallotPath after, int limit)
      throws Fault, IOException {
    reading.require(election);
    List<FileStat> page =
        reading.files(election, table, after, Math.min(limit, LONGEST_LIST)).stream()
            .<FileStat>map(entry -> new FileStat.Ballot(entry, table))
            .toList();
    return reading.shown(election, page);
  }

  /** Refused here: a directory is made through {@link Administration}. */
  @Override
  public void makeDirectory(ElectionName election, BallotPath path) throws Fault {
    throw new Fault(
        FaultKind.ACCESS_DENIED,
        "administration-only",
        path + ": directories are made by an operator (ballot mkdir)");
  }

  @Override
  public Space space(ElectionName election) throws Fault, IOException {
    Election row = reading.require(election);
    Tally tally = reading.tally(election);
    long usable = environment.disk().usableBytes(environment.directory());
    return new Space(
        row.options().blockSize(), tally.voters(), tally.voters() - tally.valid(), usable);
  }

  @Override
  public VoterStanding standing(ElectionName election, VoterId voter) throws Fault, IOException {
    return reading.standing(election, voter);
  }

  /** Elections whose registration is complete. */
  public List<Election> elections() {
    return tables.replica().ask(BallotBox::elections);
  }

  /** Counts of one election as this server sees them. */
  public ElectionStatus status(ElectionName election) throws Fault, IOException {
    // In this order: who closes the election must miss no file that was recorded before.
    LogIndex applied = applied();
    int underWay = voting.underWay(election);
    int pending = tables.pending().count(election);
    return new ElectionStatus(
        reading.require(election),
        reading.tally(election),
        pending + underWay,
        tables.invalid().count(election),
        applied);
  }

  /** The last entry of the log that this server has applied. */
  public LogIndex applied() {
    return tables.replica().applied();
  }

  /** The decision on a claim of this server, if it is recent. */
  public Optional<Standing> decision(ClaimId claim) {
    return decisions.of(claim);
  }
}
