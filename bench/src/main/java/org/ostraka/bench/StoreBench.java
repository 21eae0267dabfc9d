package org.ostraka.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Phase;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.Tally;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.box.BallotReplica;
import org.ostraka.ballot.box.Change;
import org.ostraka.ballot.box.InodeState;
import org.ostraka.ballot.box.WaitingClaim;
import org.ostraka.ballot.store.ReplicatedStore;
import org.ostraka.ballot.store.StoreOptions;
import org.ostraka.base.Digest;
import org.ostraka.base.FileDisk;

/**
 * How many claims a second one replicated store commits, and what that costs: each claim waits for
 * a while, is removed, and becomes an inode and a file of 1,100 bytes.
 *
 * <p>Arguments: a directory to make, or one of an earlier run, to start there only; voters; claims
 * a second, or 0 for as fast as it goes.
 */
public final class StoreBench {
  private static final ElectionName ELECTION = new ElectionName("bench");
  private static final int BLOCK_BYTES = 1_100;
  private static final int ENTRY = 500;

  /** Claims that wait at a time: a window of 200 ms at 30,000 claims a second. */
  private static final int WINDOW = 6_000;

  private static final OperatingSystemMXBean MACHINE =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final int voters;
  private final int rate;
  private final List<Integer> order;
  private final Random random = new Random(1);
  private long index;

  private StoreBench(int voters, int rate) {
    this.voters = voters;
    this.rate = rate;
    this.order = new ArrayList<>(voters);
    for (int inode = 1; inode <= voters; inode++) {
      order.add(inode);
    }
    Collections.shuffle(order, random);
  }

  /** Runs the bench. */
  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]);
    StoreBench bench =
        new StoreBench(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    if (!Files.exists(home)) {
      bench.elect(home);
    }
    bench.restart(home);
  }

  private void elect(Path home) throws IOException, InterruptedException {
    try (ReplicatedStore store = ReplicatedStore.open(new FileDisk(), home, StoreOptions.DEFAULT)) {
      register(store);
      vote(store);
    }
  }

  private void register(ReplicatedStore store) throws IOException {
    Measure measure = new Measure();
    List<Change> rows = new ArrayList<>();
    rows.add(
        new Change.ElectionPut(
            new Election(ELECTION, ElectionOptions.DEFAULT, Phase.OPEN, 1, voters)));
    for (int inode = 1; inode <= voters; inode++) {
      rows.add(
          new Change.InodePut(
              ELECTION, new InodeNumber(inode), voter(inode), new InodeState.Pending()));
      if (inode % 10_000 == 0 || inode == voters) {
        commit(store, rows);
        rows.clear();
      }
    }
    store.flush();
    measure.print("registered", voters);
  }

  private void vote(ReplicatedStore store) throws IOException, InterruptedException {
    List<Claim> claims = new ArrayList<>();
    Measure tenth = new Measure();
    long start = System.nanoTime();
    for (int at = 0; at < voters + WINDOW; at += ENTRY) {
      List<Change> changes = new ArrayList<>();
      for (int i = at; i < Math.min(at + ENTRY, voters); i++) {
        claims.add(claim(order.get(i)));
        changes.add(
            new Change.WaitingPut(
                new WaitingClaim(claims.getLast(), Instant.EPOCH, Instant.EPOCH)));
      }
      for (int i = Math.max(0, at - WINDOW); i < Math.min(at + ENTRY - WINDOW, voters); i++) {
        settle(store, claims.set(i, claims.getLast()), changes);
      }
      commit(store, changes);
      if (at / ENTRY % (voters / ENTRY / 10) == 0 && at > 0) {
        tenth.print("claims committed", voters / ENTRY / 10 * ENTRY);
        tenth = new Measure();
      }
      keepPace(start, at);
    }
    Measure flush = new Measure();
    store.flush();
    flush.print("flushed", 1);
  }

  private void settle(ReplicatedStore store, Claim claim, List<Change> changes) {
    if (store.holds(ELECTION, claim.name())) {
      throw new IllegalStateException("a name that was never used is held");
    }
    changes.add(new Change.WaitingRemoved(ELECTION, claim.inode(), claim.id()));
    changes.add(
        new Change.InodePut(
            ELECTION,
            claim.inode(),
            claim.voter(),
            new InodeState.Valid(claim.id(), new LogIndex(index))));
    changes.add(
        new Change.FilePut(ELECTION, claim.name(), claim.digest(), Instant.EPOCH, claim.block()));
  }

  private void keepPace(long start, int claims) throws InterruptedException {
    if (rate > 0) {
      long due = start + claims * 1_000_000_000L / rate;
      Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
    }
  }

  private void commit(ReplicatedStore store, List<Change> changes) throws IOException {
    store.commit(new LogIndex(++index), Instant.EPOCH, List.copyOf(changes));
  }

  /** The digest is not that of the block, so that hashing is not what is measured. */
  private Claim claim(int inode) {
    byte[] block = new byte[BLOCK_BYTES];
    ByteBuffer.wrap(block).putInt(inode);
    byte[] digest = new byte[Digest.BYTES];
    random.nextBytes(digest);
    return new Claim(
        new ClaimId(new ServerId("s1"), random.nextLong()),
        ELECTION,
        new InodeNumber(inode),
        voter(inode),
        Instant.EPOCH,
        new BallotPath(HexFormat.of().formatHex(digest, 0, 10)),
        Digest.wrap(digest),
        Block.of(block));
  }

  private static VoterId voter(int inode) {
    return VoterId.trusted("voter-%07d".formatted(inode).getBytes(StandardCharsets.US_ASCII));
  }

  private void restart(Path home) throws IOException {
    System.gc();
    System.out.printf("%d bytes on disk%n", size(home));
    Measure measure = new Measure();
    try (ReplicatedStore store = ReplicatedStore.open(new FileDisk(), home, StoreOptions.DEFAULT)) {
      BallotReplica replica = new BallotReplica(store, settled -> {});
      measure.print("rows reopened", voters);
      Optional<Tally> tally = replica.ask(box -> box.tally(ELECTION));
      System.out.println(tally);
      lookUp(store);
      Measure all = new Measure();
      long[] bytes = new long[1];
      store.forEachFile(ELECTION, file -> bytes[0] += file.block().size());
      all.print("files read", voters);
      Measure erasing = new Measure();
      store.eraseOrder(ELECTION);
      erasing.print("files put in order", voters);
      System.out.printf("%d bytes on disk%n", size(home));
    }
  }

  private static void lookUp(ReplicatedStore store) throws IOException {
    List<FileEntry> some = store.files(ELECTION, BallotPath.ROOT, 20_000);
    Measure measure = new Measure();
    long bytes = 0;
    for (FileEntry entry : some) {
      bytes += store.file(ELECTION, entry.name()).orElseThrow().block().size();
    }
    measure.print("files looked up, " + bytes + " bytes", some.size());
  }

  private static long size(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /** Time and processor time from here on. */
  private static final class Measure {
    private final long start = System.nanoTime();
    private final long cpu = MACHINE.getProcessCpuTime();

    void print(String what, int count) throws IOException {
      double seconds = (System.nanoTime() - start) / 1e9;
      double micros = (MACHINE.getProcessCpuTime() - cpu) / 1e3;
      System.out.printf(
          "%d %s in %.2f s: %.0f/s, %.2f us of processor each, %s%n",
          count, what, seconds, count / seconds, micros / count, resident());
    }

    private static String resident() throws IOException {
      try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
        return status.filter(line -> line.startsWith("VmRSS")).findFirst().orElse("");
      }
    }
  }
}
