package org.ostraka.bench.ballot;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.ostraka.ballot.Ballot;
import org.ostraka.ballot.BallotFileSystem;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.CastResult;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.VoterId;
import org.ostraka.base.Fault;

/**
 * The load: voters one after the other, in batches, over all servers at once, with a bound on how
 * far casting may run ahead of deciding.
 */
final class Casting {
  private static final int BATCH = 500;
  private static final int SENDERS_PER_SERVER = 2;

  private final ElectionName election;
  private final int voters;
  private final long atMostUndecided;
  private final AtomicInteger nextVoter = new AtomicInteger(1);
  private final AtomicLong recorded = new AtomicLong();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final List<Thread> senders = new ArrayList<>();
  private volatile long decided;
  private volatile boolean stop;

  Casting(ElectionName election, int voters, long atMostUndecided) {
    this.election = election;
    this.voters = voters;
    this.atMostUndecided = atMostUndecided;
  }

  static String voterId(int number) {
    return "voter-%07d".formatted(number);
  }

  void start(List<? extends BallotFileSystem> servers) {
    for (BallotFileSystem server : servers) {
      for (int sender = 0; sender < SENDERS_PER_SERVER; sender++) {
        long seed = senders.size();
        senders.add(Thread.ofPlatform().start(() -> castUntilDone(server, seed)));
      }
    }
  }

  private void castUntilDone(BallotFileSystem server, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    byte[] content = new byte[Rival.BLOCK_BYTES];
    try {
      while (!stop) {
        List<Ballot> batch = nextBatch(random, content);
        if (batch.isEmpty()) {
          return;
        }
        cast(server, batch);
        while (!stop && recorded.get() - decided > atMostUndecided) {
          Thread.sleep(Duration.ofMillis(1));
        }
      }
    } catch (Fault | IOException e) {
      failures.add(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Every block is different, so that nothing can be saved by storing it once. */
  private List<Ballot> nextBatch(RandomGenerator random, byte[] content) {
    int first = nextVoter.getAndAdd(BATCH);
    List<Ballot> batch = new ArrayList<>(BATCH);
    for (int voter = first; voter < first + BATCH && voter <= voters; voter++) {
      random.nextBytes(content);
      String name =
          HexFormat.of().toHexDigits(random.nextLong())
              + HexFormat.of().toHexDigits(random.nextLong());
      batch.add(new Ballot(VoterId.of(voterId(voter)), new BallotPath(name), Block.of(content)));
    }
    return batch;
  }

  private void cast(BallotFileSystem server, List<Ballot> batch)
      throws Fault, IOException, InterruptedException {
    int done = 0;
    for (CastResult result : server.castAll(election, batch)) {
      switch (result) {
        case CastResult.Recorded _ -> done++;
        case CastResult.Refused(var reason) -> failures.add(reason.code());
      }
    }
    recorded.addAndGet(done);
  }

  /** Tells the senders how many ballots are valid by now. */
  void decided(long valid) {
    decided = valid;
  }

  long recorded() {
    return recorded.get();
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  void stop() throws InterruptedException {
    stop = true;
    for (Thread sender : senders) {
      sender.join();
    }
  }
}
