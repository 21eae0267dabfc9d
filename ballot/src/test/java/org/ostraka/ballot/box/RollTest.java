package org.ostraka.ballot.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.VoterId;

/** A packed roll answers like a plain map. */
class RollTest {
  private static final int VOTERS = 20_000;

  @Test
  void aRollOfManyVotersFindsEachAndNobodyElse() {
    Roll roll = new Roll();
    Map<VoterId, InodeNumber> plain = roll(roll, new SplittableRandom(1));
    assertThat(roll.size()).isEqualTo(VOTERS);
    plain.forEach((voter, inode) -> {
      assertThat(roll.inodeOrNull(voter)).isEqualTo(inode);
      assertThat(roll.voter(inode)).isEqualTo(voter);
      assertThat(roll.matches(inode, voter)).isTrue();
      assertThat(roll.matches(new InodeNumber(inode.value() + 1), voter)).isFalse();
      assertThat(roll.inodeOrNull(VoterId.of("no " + inode))).isNull();
    });
  }

  @Test
  void aRollKeepsEveryWinnerWhateverItsServer() {
    Roll roll = new Roll();
    SplittableRandom random = new SplittableRandom(2);
    roll(roll, random);
    Map<InodeNumber, InodeState> plain = new HashMap<>();
    for (int at = 1; at <= VOTERS; at += random.nextInt(1, 4)) {
      ServerId server = new ServerId("s" + random.nextInt(1000));
      InodeState.Valid state =
          new InodeState.Valid(new ClaimId(server, random.nextLong()), new LogIndex(at));
      roll.markValid(new InodeNumber(at), state);
      plain.put(new InodeNumber(at), state);
    }
    for (int at = 1; at <= VOTERS; at++) {
      InodeNumber inode = new InodeNumber(at);
      assertThat(roll.state(inode)).isEqualTo(plain.getOrDefault(inode, new InodeState.Pending()));
    }
    assertThat(roll.valid()).isEqualTo(plain.size());
    plain.values().stream()
        .limit(100)
        .map(InodeState.Valid.class::cast)
        .forEach(won -> assertThat(roll.wonAtOrNull(won.winner())).isEqualTo(won.index()));
    assertThat(roll.wonAtOrNull(new ClaimId(new ServerId("s1"), 0))).isNull();
    assertThat(roll.wonAtOrNull(new ClaimId(new ServerId("elsewhere"), 0))).isNull();
  }

  /** Identifiers of every length, many of them with one beginning. */
  private static Map<VoterId, InodeNumber> roll(Roll roll, SplittableRandom random) {
    Map<VoterId, InodeNumber> plain = new HashMap<>();
    while (plain.size() < VOTERS) {
      String digits = Integer.toString(plain.size());
      String padding = "v".repeat(random.nextInt(1, VoterId.MAX_BYTES - digits.length()));
      VoterId voter = VoterId.of(padding + digits);
      if (!plain.containsKey(voter)) {
        plain.put(voter, roll.add(voter));
      }
    }
    return plain;
  }
}
