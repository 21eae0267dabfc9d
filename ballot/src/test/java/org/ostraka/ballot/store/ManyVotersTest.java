package org.ostraka.ballot.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Phase;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.box.Change;
import org.ostraka.ballot.box.InodeState;

/**
 * An election whose voters are read in several pieces, beside a small one of nearly the same name.
 */
final class ManyVotersTest {
  private static final ElectionName LARGE = new ElectionName("e");
  private static final ElectionName SMALL = new ElectionName("e1");
  private static final int VOTERS = 2 * InodeRows.PIECE + 7;
  private static final Instant TIME = Instant.parse("2026-06-01T10:00:00Z");
  private static final BallotPath NAME = new BallotPath("b1");

  @TempDir Path home;

  private static Election election(ElectionName name, int voters) {
    return new Election(name, ElectionOptions.DEFAULT, Phase.OPEN, 1, voters);
  }

  private static Change.InodePut voter(ElectionName election, int number, InodeState state) {
    return new Change.InodePut(
        election, new InodeNumber(number), VoterId.of("voter-" + number), state);
  }

  private static InodeState.Valid valid(int number) {
    return new InodeState.Valid(
        new ClaimId(new ServerId("s" + number % 3), number), new LogIndex(2));
  }

  @BeforeEach
  void registerAll() throws IOException {
    List<Change> changes = new ArrayList<>();
    changes.add(new Change.ElectionPut(election(LARGE, VOTERS)));
    changes.add(new Change.ElectionPut(election(SMALL, 1)));
    IntStream.rangeClosed(1, VOTERS)
        .forEach(number -> changes.add(voter(LARGE, number, new InodeState.Pending())));
    changes.add(voter(SMALL, 1, new InodeState.Pending()));
    Block block = Block.of(new byte[] {1});
    try (ReplicatedStore store = Stores.open(home)) {
      store.commit(new LogIndex(1), TIME, changes);
      store.flush();
      store.commit(
          new LogIndex(2),
          TIME,
          List.of(
              voter(LARGE, VOTERS, valid(VOTERS)),
              new Change.FilePut(LARGE, NAME, block.digest(), TIME, block)));
    }
  }

  @Test
  void eachVoterIsReadOnceAndInOrder() throws IOException {
    List<Change> inodes = new ArrayList<>();
    try (ReplicatedStore store = Stores.open(home)) {
      store.forEachRow(row -> {
        if (row instanceof Change.InodePut inode) {
          inodes.add(inode);
        }
      });
    }
    assertThat(inodes).hasSize(VOTERS + 1);
    for (int number = 1; number < VOTERS; number++) {
      assertThat(inodes.get(number - 1)).isEqualTo(voter(LARGE, number, new InodeState.Pending()));
    }
    assertThat(inodes.subList(VOTERS - 1, VOTERS + 1))
        .containsExactly(
            voter(LARGE, VOTERS, valid(VOTERS)), voter(SMALL, 1, new InodeState.Pending()));
  }

  @Test
  void storedNamesAreKnownFromTheFirstQuestionOn() throws IOException {
    BallotPath absent = new BallotPath("b2");
    try (ReplicatedStore store = Stores.open(home)) {
      for (int asked = 0; asked < 1_000; asked++) {
        assertThat(store.holds(LARGE, NAME)).isTrue();
        assertThat(store.holds(LARGE, absent)).isFalse();
      }
    }
  }
}
