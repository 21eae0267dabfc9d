package org.ostraka.ballot.box;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.VoterId;
import org.ostraka.base.Digest;

/**
 * Entries as a restless organisation might append them: two elections that are registered, opened
 * and sometimes closed, few voters and names, and between that much that is repeated, out of order
 * or wrong.
 */
public final class RandomHistory {
  private static final int VOTERS = 6;

  private final RandomGenerator random;
  private final List<Entry> earlier = new ArrayList<>();
  private final Queue<Entry> plan = new ArrayDeque<>();
  private Instant stamp = Instant.parse("2030-01-01T23:59:58Z");
  private long nonce;

  public RandomHistory(RandomGenerator random) {
    this.random = random;
    plan(new ElectionName("e"));
    plan(new ElectionName("f"));
  }

  private void plan(ElectionName election) {
    plan.add(new Entry.RegistrationStarted(election, 1, options()));
    plan.add(new Entry.VotersRegistered(election, 1, 1, votersFrom(1)));
    plan.add(new Entry.RegistrationCompleted(election, 1, VOTERS));
    plan.add(new Entry.ElectionOpened(election));
  }

  /** The leader's clock: it mostly goes on, and sometimes back. */
  public Instant nextStamp() {
    stamp = stamp.plusMillis(random.nextInt(10) == 0 ? -300 : random.nextInt(120));
    return stamp;
  }

  public Entry next() {
    Entry entry = planned();
    earlier.add(entry);
    return entry;
  }

  private Entry planned() {
    if (!plan.isEmpty() && random.nextInt(3) == 0) {
      return plan.remove();
    }
    boolean again = !earlier.isEmpty() && random.nextInt(8) == 0;
    return again ? earlier.get(random.nextInt(earlier.size())) : fresh();
  }

  private Entry fresh() {
    return switch (random.nextInt(20)) {
      case 0 -> new Entry.DirectoryMade(election(), name());
      case 1 -> rare();
      case 2, 3, 4 -> new Entry.Tick();
      default -> claims();
    };
  }

  private Entry rare() {
    return switch (random.nextInt(12)) {
      case 0 -> new Entry.ElectionClosing(election());
      case 1 -> new Entry.ElectionClosed(election());
      case 2 -> new Entry.RegistrationAbandoned(election(), attempt());
      case 3 -> new Entry.RegistrationCompleted(election(), attempt(), random.nextInt(VOTERS + 1));
      case 4 -> new Entry.RegistrationStarted(election(), attempt(), options());
      case 5, 6 ->
          new Entry.VotersRegistered(
              election(), attempt(), random.nextInt(1, 4), votersFrom(random.nextInt(1, VOTERS)));
      default -> new Entry.Tick();
    };
  }

  private ElectionName election() {
    return new ElectionName(random.nextInt(4) == 0 ? "f" : "e");
  }

  private long attempt() {
    return random.nextInt(5) == 0 ? 2 : 1;
  }

  private ElectionOptions options() {
    return new ElectionOptions(
        10, Duration.ofMillis(random.nextInt(3) * 100L), Duration.ofMillis(500), false);
  }

  private static List<VoterId> votersFrom(int first) {
    return IntStream.rangeClosed(first, VOTERS).mapToObj(RandomHistory::voter).toList();
  }

  private static VoterId voter(int number) {
    return VoterId.of("voter " + number);
  }

  private BallotPath name() {
    String name = "n" + random.nextInt(5);
    return new BallotPath(random.nextInt(4) == 0 ? "n1/" + name : name);
  }

  private Entry claims() {
    List<Claim> claims = new ArrayList<>();
    for (int count = random.nextInt(6); count > 0; count--) {
      claims.add(claim());
    }
    return new Entry.Claims(claims);
  }

  private Claim claim() {
    int voter = random.nextInt(1, VOTERS + 2);
    int inode = random.nextInt(10) == 0 ? random.nextInt(1, VOTERS + 2) : voter;
    byte[] block = new byte[random.nextInt(12)];
    random.nextBytes(block);
    return new Claim(
        new ClaimId(new ServerId("s" + random.nextInt(1, 4)), nonce++),
        election(),
        new InodeNumber(inode),
        voter(voter),
        stamp.plusMillis(random.nextInt(-700, 700)),
        name(),
        Digest.of(block),
        Block.of(block));
  }
}
