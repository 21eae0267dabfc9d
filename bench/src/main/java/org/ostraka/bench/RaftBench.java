package org.ostraka.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.box.BallotReplica;
import org.ostraka.ballot.box.Entry;
import org.ostraka.ballot.raft.RaftBallotLog;
import org.ostraka.ballot.raft.RaftMember;
import org.ostraka.ballot.raft.RaftSettings;
import org.ostraka.ballot.raft.RaftTiming;
import org.ostraka.ballot.raft.SnapshotInterval;
import org.ostraka.ballot.store.ReplicatedStore;
import org.ostraka.ballot.store.StoreOptions;
import org.ostraka.base.Digest;
import org.ostraka.base.FileDisk;
import org.ostraka.base.identity.Authority;
import org.ostraka.base.identity.Identity;
import org.ostraka.base.identity.Role;
import org.ostraka.base.identity.Subject;

/**
 * How many claims a second the replicated log takes, in one process with three servers, their
 * tables and the load: what the consensus costs without reconcilers, pending files and API.
 *
 * <p>Options: {@code --dir} to make; {@code --batch} claims an entry; {@code --writers} at a time;
 * {@code --voters}, which is how long it takes; {@code --tls yes|no}; {@code --window} in ms.
 */
public final class RaftBench implements Closeable {
  private static final String OPTIONS = "--dir --batch --writers --voters --tls --window";
  private static final ElectionName ELECTION = new ElectionName("bench");
  private static final int BLOCK_BYTES = 1_100;
  private static final int REGISTERED_AT_ONCE = 20_000;

  private static final OperatingSystemMXBean MACHINE =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final List<Server> servers = new ArrayList<>();
  private final int batch;
  private final AtomicInteger next = new AtomicInteger(1);

  /** One server and what it stands on. */
  private record Server(RaftBallotLog log, BallotReplica replica, ReplicatedStore store) {}

  private RaftBench(Path home, int batch, boolean tls) throws IOException {
    this.batch = batch;
    List<RaftMember> members = members();
    Authority authority = Authority.create("Bench", Instant.now());
    for (RaftMember member : members) {
      Optional<Identity> identity =
          tls
              ? Optional.of(
                  authority.issue(
                      Subject.of(member.id().value(), Role.NODE),
                      Instant.now(),
                      Duration.ofDays(1)))
              : Optional.empty();
      servers.add(start(home.resolve(member.id().value()), member.id(), members, identity));
    }
  }

  private static List<RaftMember> members() throws IOException {
    try (ServerSocket one = free();
        ServerSocket two = free();
        ServerSocket three = free()) {
      return List.of(member("s1", one), member("s2", two), member("s3", three));
    }
  }

  private static ServerSocket free() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static RaftMember member(String name, ServerSocket socket) {
    return new RaftMember(new ServerId(name), "127.0.0.1", socket.getLocalPort());
  }

  private static Server start(
      Path home, ServerId self, List<RaftMember> members, Optional<Identity> identity)
      throws IOException {
    Files.createDirectories(home);
    Files.createFile(home.resolve(RaftBallotLog.FIRST_START));
    ReplicatedStore store =
        ReplicatedStore.open(new FileDisk(), home.resolve("store"), StoreOptions.DEFAULT);
    BallotReplica replica = new BallotReplica(store, settled -> {});
    RaftSettings settings =
        new RaftSettings(
            self, members, home, RaftTiming.DEFAULT, identity, SnapshotInterval.DEFAULT);
    RaftBallotLog log =
        RaftBallotLog.start(
            settings, replica, store, InstantSource.system(), Throwable::printStackTrace);
    return new Server(log, replica, store);
  }

  /** Runs the bench. */
  public static void main(String[] arguments) throws Exception {
    Options options = Options.parse(List.of(arguments), OPTIONS);
    Path home = options.path("--dir", "raft-bench");
    int batch = options.number("--batch", 500);
    int voters = options.number("--voters", 1_000_000);
    try (RaftBench bench = new RaftBench(home, batch, options.text("--tls", "yes").equals("yes"))) {
      bench.register(voters, Duration.ofMillis(options.number("--window", 0)));
      bench.vote(voters, options.number("--writers", 8));
      bench.check(voters);
    }
    System.out.printf("%d bytes on disk for three servers%n", size(home));
  }

  private void register(int voters, Duration window) throws Exception {
    Measure measure = new Measure();
    RaftBallotLog log = servers.getFirst().log();
    ElectionOptions settled = new ElectionOptions(4096, window, Duration.ofMinutes(10), false);
    log.append(new Entry.RegistrationStarted(ELECTION, 1, settled));
    for (int first = 1; first <= voters; first += REGISTERED_AT_ONCE) {
      int end = Math.min(first + REGISTERED_AT_ONCE - 1, voters);
      List<VoterId> part = IntStream.rangeClosed(first, end).mapToObj(RaftBench::voter).toList();
      log.append(new Entry.VotersRegistered(ELECTION, 1, first, part));
    }
    log.append(new Entry.RegistrationCompleted(ELECTION, 1, voters));
    log.append(new Entry.ElectionOpened(ELECTION));
    measure.print("voters registered", voters);
  }

  private void vote(int voters, int writers) throws Exception {
    Measure whole = new Measure();
    Latencies latencies = new Latencies();
    try (ExecutorService voting = Executors.newFixedThreadPool(writers)) {
      List<Future<?>> all = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        RaftBallotLog log = servers.get(writer % servers.size()).log();
        all.add(
            voting.submit(() -> {
              cast(log, voters, latencies);
              return null;
            }));
      }
      printEachTenth(voters);
      for (Future<?> each : all) {
        each.get();
      }
    }
    whole.print("claims applied by the leader", voters);
    System.out.println("append: " + latencies.summary());
  }

  private void cast(RaftBallotLog log, int voters, Latencies latencies) throws Exception {
    Random random = new Random(next.get());
    for (int first = next.getAndAdd(batch); first <= voters; first = next.getAndAdd(batch)) {
      List<Claim> claims = new ArrayList<>(batch);
      for (int inode = first; inode < first + batch && inode <= voters; inode++) {
        claims.add(claim(inode, random));
      }
      long start = System.nanoTime();
      log.append(new Entry.Claims(claims));
      latencies.add(System.nanoTime() - start);
    }
  }

  private void printEachTenth(int voters) throws Exception {
    for (int tenth = 1; tenth < 10; tenth++) {
      Measure measure = new Measure();
      int before = next.get();
      int until = voters / 10 * tenth;
      while (next.get() < until) {
        Thread.sleep(5);
      }
      measure.print("claims", next.get() - before);
    }
  }

  private void check(int voters) throws Exception {
    LogIndex last = servers.getFirst().log().append(new Entry.Tick()).index();
    for (Server server : servers) {
      if (!server.replica().awaitApplied(last, Duration.ofMinutes(1))) {
        throw new IllegalStateException("a server lags: " + server.log().status());
      }
      int valid = server.replica().ask(box -> box.tally(ELECTION)).orElseThrow().valid();
      if (valid != voters) {
        throw new IllegalStateException("%d valid instead of %d".formatted(valid, voters));
      }
    }
  }

  /** The digest is not that of the block, so that hashing is not what is measured. */
  private static Claim claim(int inode, Random random) {
    byte[] block = new byte[BLOCK_BYTES];
    random.nextBytes(block);
    ByteBuffer.wrap(block).putInt(inode);
    byte[] digest = new byte[Digest.BYTES];
    random.nextBytes(digest);
    return new Claim(
        new ClaimId(new ServerId("s1"), random.nextLong()),
        ELECTION,
        new InodeNumber(inode),
        voter(inode),
        Instant.now(),
        new BallotPath(HexFormat.of().formatHex(digest, 0, 10)),
        Digest.wrap(digest),
        Block.of(block));
  }

  private static VoterId voter(int inode) {
    return VoterId.trusted("voter-%07d".formatted(inode).getBytes(StandardCharsets.US_ASCII));
  }

  private static long size(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Override
  public void close() throws IOException {
    for (Server server : servers) {
      server.log().close();
      server.store().close();
    }
  }

  /** Time and processor time from here on. */
  private static final class Measure {
    private final long start = System.nanoTime();
    private final long cpu = MACHINE.getProcessCpuTime();

    void print(String what, int count) {
      double seconds = (System.nanoTime() - start) / 1e9;
      double micros = (MACHINE.getProcessCpuTime() - cpu) / 1e3;
      System.out.printf(
          "%d %s in %.2f s: %.0f/s, %.2f us of processor each%n",
          count, what, seconds, count / seconds, micros / count);
    }
  }
}
