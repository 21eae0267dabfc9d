package org.ostraka.ballot.fuse;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.ostraka.ballot.Ballot;
import org.ostraka.ballot.BallotFileSystem;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.CastResult;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.FileStat;
import org.ostraka.ballot.FileState;
import org.ostraka.ballot.Phase;
import org.ostraka.ballot.Receipt;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.Reservation;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.Space;
import org.ostraka.ballot.Standing;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.VoterStanding;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * A ballot file system of one election in memory, which refuses as the contract says and fails
 * where a test asks it to. Every closed ballot stays pending, unless a test decides it.
 */
final class MemoryBallotFileSystem implements BallotFileSystem {
  static final ElectionName ELECTION = new ElectionName("board");
  static final int BLOCK_SIZE = 1100;
  private static final int NAME_BYTES = 240;

  private final Map<BallotPath, FileStat> names = new ConcurrentSkipListMap<>();

  private final Map<BallotPath, Block> blocks = new ConcurrentHashMap<>();
  private final Map<VoterId, Long> used = new ConcurrentHashMap<>();
  private final Map<Long, Held> open = new ConcurrentHashMap<>();
  private final Set<BallotPath> reserved = ConcurrentHashMap.newKeySet();
  private final Set<VoterId> roll = ConcurrentHashMap.newKeySet();
  private final AtomicLong numbers = new AtomicLong();

  volatile Phase phase = Phase.OPEN;
  volatile boolean sealed;
  volatile Hook beforeClose = () -> {};
  volatile Hook beforeStat = () -> {};

  /** Where a test makes the file system wait or fail. */
  interface Hook {
    void run() throws Fault, InterruptedException;
  }

  private record Held(BallotPath name, VoterId voter) {}

  MemoryBallotFileSystem(String... voters) {
    names.put(BallotPath.ROOT, new FileStat.Directory(BallotPath.ROOT));
    for (String voter : voters) {
      roll.add(VoterId.of(voter));
    }
  }

  /** Registers {@code voter-0} and so on. */
  static MemoryBallotFileSystem withVoters(int count) {
    MemoryBallotFileSystem ballots = new MemoryBallotFileSystem();
    for (int i = 0; i < count; i++) {
      ballots.roll.add(VoterId.of("voter-" + i));
    }
    return ballots;
  }

  @Override
  public Reservation create(ElectionName election, BallotPath name, VoterId voter) throws Fault {
    requireOpen(election);
    require(roll.contains(voter), Refusal.VOTER_UNREGISTERED);
    require(name.fileName().length() <= NAME_BYTES, Refusal.NAME_TOO_LONG);
    require(isDirectory(name.parent()), Refusal.NO_DIRECTORY);
    long number = numbers.incrementAndGet();
    require(used.putIfAbsent(voter, number) == null, Refusal.VOTER_ALREADY_USED);
    if (names.containsKey(name) || !reserved.add(name)) {
      used.remove(voter);
      throw Refusal.NAME_TAKEN.fault(name);
    }
    open.put(number, new Held(name, voter));
    return new Reservation(election, name, number, BLOCK_SIZE);
  }

  private void requireOpen(ElectionName election) throws Fault {
    require(election.equals(ELECTION), Refusal.ELECTION_UNKNOWN);
    require(phase != Phase.REGISTERED, Refusal.NOT_OPEN);
    require(phase == Phase.OPEN, Refusal.CLOSED);
  }

  private static void require(boolean rule, Refusal refusal) throws Fault {
    if (!rule) {
      throw refusal.fault("test");
    }
  }

  private boolean isDirectory(BallotPath path) {
    return names.get(path) instanceof FileStat.Directory;
  }

  @Override
  public Receipt close(Reservation reservation, Block block) throws Fault, InterruptedException {
    beforeClose.run();
    Held held = open.remove(reservation.number());
    if (held == null) {
      throw Refusal.IMMUTABLE.fault(reservation.name());
    }
    FileEntry entry = put(held.name(), block, FileState.PENDING);
    return new Receipt(claim(reservation.number()), entry.name(), entry.digest());
  }

  private static ClaimId claim(long number) {
    return new ClaimId(new ServerId("s1"), number);
  }

  private FileEntry put(BallotPath name, Block block, FileState state) {
    Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
    FileEntry entry = new FileEntry(name, block.digest(), block.size(), hour);
    blocks.put(name, block);
    names.put(name, new FileStat.Ballot(entry, state));
    return entry;
  }

  @Override
  public void abandon(Reservation reservation) {
    Held held = open.remove(reservation.number());
    if (held != null) {
      reserved.remove(held.name());
      used.remove(held.voter());
    }
  }

  @Override
  public List<CastResult> castAll(ElectionName election, List<Ballot> ballots)
      throws Fault, InterruptedException {
    List<CastResult> results = new ArrayList<>();
    for (Ballot ballot : ballots) {
      Reservation reservation = create(election, ballot.name(), ballot.voter());
      results.add(new CastResult.Recorded(close(reservation, ballot.block())));
    }
    return results;
  }

  @Override
  public Standing await(ElectionName election, ClaimId claim, Duration atMost) {
    return new Standing.Waiting();
  }

  @Override
  public StoredFile read(ElectionName election, BallotPath name) throws Fault {
    require(!sealed, Refusal.SEALED);
    Block block = blocks.get(name);
    if (block == null || !(names.get(name) instanceof FileStat.Ballot ballot)) {
      throw Refusal.FILE_UNKNOWN.fault(name);
    }
    StoredFile file = new StoredFile(ballot.entry(), block);
    require(file.isIntact(), Refusal.DAMAGED);
    return file;
  }

  @Override
  public FileStat stat(ElectionName election, BallotPath name) throws Fault, InterruptedException {
    beforeStat.run();
    FileStat stat = names.get(name);
    if (stat == null) {
      throw Refusal.FILE_UNKNOWN.fault(name);
    }
    return stat;
  }

  @Override
  public List<FileStat> list(
      ElectionName election, BallotPath directory, BallotPath after, int limit) {
    return names.values().stream()
        .filter(stat -> !stat.path().isRoot() && stat.path().parent().equals(directory))
        .sorted(ORDER)
        .dropWhile(stat -> !after.equals(directory) && ORDER.compare(stat, place(after)) <= 0)
        .limit(limit)
        .toList();
  }

  /** Directories first, then by name. */
  private static final Comparator<FileStat> ORDER =
      Comparator.<FileStat, Boolean>comparing(stat -> stat instanceof FileStat.Ballot)
          .thenComparing(FileStat::path);

  private FileStat place(BallotPath path) {
    FileStat stat = names.get(path);
    return stat == null ? new FileStat.Directory(path) : stat;
  }

  /** For voting processes, for whom the mount is: administration makes directories elsewhere. */
  @Override
  public void makeDirectory(ElectionName election, BallotPath path) throws Fault {
    throw Fault.of(FaultKind.ACCESS_DENIED, "directories are made by administration");
  }

  @Override
  public Space space(ElectionName election) throws Fault {
    require(election.equals(ELECTION), Refusal.ELECTION_UNKNOWN);
    return new Space(BLOCK_SIZE, roll.size(), roll.size() - blocks.size(), 1 << 20);
  }

  @Override
  public VoterStanding standing(ElectionName election, VoterId voter) {
    return new VoterStanding(
        FileState.PENDING, Optional.empty(), used.containsKey(voter), List.of());
  }

  /** A directory, as administration would make it. */
  void addDirectory(String path) {
    BallotPath directory = new BallotPath(path);
    names.put(directory, new FileStat.Directory(directory));
  }

  /** A decided ballot, as another server would have sent it. */
  void addBallot(String name, String content, FileState state) {
    put(new BallotPath(name), block(content), state);
  }

  /** Stores other bytes than those that were written. */
  void damage(String name) {
    blocks.put(new BallotPath(name), block("damaged"));
  }

  private static Block block(String content) {
    return Block.of(content.getBytes(StandardCharsets.UTF_8));
  }

  /** The names of all ballots. */
  Set<String> ballots() {
    Set<String> found = new TreeSet<>();
    blocks.keySet().forEach(name -> found.add(name.value()));
    return found;
  }

  /** What was recorded under a name. */
  String content(String name) {
    Block block = blocks.get(new BallotPath(name));
    return block == null ? "nothing" : new String(block.toBytes(), StandardCharsets.UTF_8);
  }

  /** Files that are created and neither closed nor abandoned. */
  int openFiles() {
    return open.size();
  }
}
