package org.ostraka.ballot.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.Standing;
import org.ostraka.ballot.VoterId;
import org.ostraka.base.Digest;

/** Within one window it makes no difference in which order and batches claims arrive. */
class WinnerTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final ElectionName E = new ElectionName("e");
  private static final ElectionOptions OPTIONS =
      new ElectionOptions(100, Duration.ofSeconds(1), Duration.ofSeconds(10), false);
  private static final int VOTERS = 4;

  @Test
  void theOldestWinsInWhateverOrderClaimsArrive() throws IOException {
    for (long seed = 0; seed < 1000; seed++) {
      Random random = new Random(seed);
      List<Claim> claims = claims(random);
      Map<VoterId, ClaimId> oldest = oldestByVoter(claims);
      for (int permutation = 0; permutation < 5; permutation++) {
        Collections.shuffle(claims, random);
        assertThat(winners(claims, random)).as("seed " + seed).isEqualTo(oldest);
      }
    }
  }

  /** Few voters, servers and dates, so that rivals and ties are common. */
  private static List<Claim> claims(Random random) {
    List<Claim> claims = new ArrayList<>();
    for (int number = 0; number < 20; number++) {
      int voter = random.nextInt(1, VOTERS + 1);
      byte[] block = {(byte) number};
      claims.add(
          new Claim(
              new ClaimId(new ServerId("s" + random.nextInt(1, 4)), number),
              E,
              new InodeNumber(voter),
              VoterId.of("v" + voter),
              NOON.plusMillis(random.nextInt(5)),
              new BallotPath("n" + random.nextInt(10)),
              Digest.of(block),
              Block.of(block)));
    }
    return claims;
  }

  private static Map<VoterId, ClaimId> oldestByVoter(List<Claim> claims) {
    Comparator<Claim> age =
        Comparator.comparing(Claim::created)
            .thenComparing(claim -> claim.id().server().value())
            .thenComparingLong(claim -> claim.id().nonce());
    Map<VoterId, ClaimId> oldest = new HashMap<>();
    claims.stream().sorted(age).forEach(claim -> oldest.putIfAbsent(claim.voter(), claim.id()));
    return oldest;
  }

  /** Claims in batches of random size, each a little later, some sent twice; then time passes. */
  private static Map<VoterId, ClaimId> winners(List<Claim> claims, Random random)
      throws IOException {
    Map<ClaimId, Standing> decided = new HashMap<>();
    BallotReplica replica = openElection(decided);
    long index = 10;
    Instant stamp = NOON;
    for (int from = 0; from < claims.size(); ) {
      int to = Math.min(claims.size(), from + random.nextInt(1, 6));
      List<Claim> batch = new ArrayList<>(claims.subList(from, to));
      batch.add(claims.get(random.nextInt(to)));
      stamp = stamp.plusMillis(random.nextInt(10));
      replica.apply(new LogIndex(index++), stamp, new Entry.Claims(batch));
      from = to;
    }
    replica.apply(new LogIndex(index), NOON.plusSeconds(2), new Entry.Tick());
    return winners(claims, decided);
  }

  private static Map<VoterId, ClaimId> winners(List<Claim> claims, Map<ClaimId, Standing> decided) {
    Map<VoterId, ClaimId> winners = new HashMap<>();
    for (Claim claim : claims) {
      assertThat(decided).containsKey(claim.id());
      if (decided.get(claim.id()) instanceof Standing.Valid) {
        assertThat(winners.put(claim.voter(), claim.id())).isNull();
      }
    }
    return winners;
  }

  private static BallotReplica openElection(Map<ClaimId, Standing> decided) throws IOException {
    BallotReplica replica =
        new BallotReplica(
            new MemoryBoxStore(),
            settled -> settled.forEach(it -> decided.put(it.claim(), it.standing())));
    List<VoterId> roll = new ArrayList<>();
    for (int voter = 1; voter <= VOTERS; voter++) {
      roll.add(VoterId.of("v" + voter));
    }
    List<Entry> entries =
        List.of(
            new Entry.RegistrationStarted(E, 1, OPTIONS),
            new Entry.VotersRegistered(E, 1, 1, roll),
            new Entry.RegistrationCompleted(E, 1, VOTERS),
            new Entry.ElectionOpened(E));
    for (int index = 0; index < entries.size(); index++) {
      replica.apply(new LogIndex(index), NOON.minusSeconds(1), entries.get(index));
    }
    return replica;
  }
}
