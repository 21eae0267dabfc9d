package org.ostraka.ballot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.box.Ballots;
import org.ostraka.base.FileDisk;

/** Invalid files are kept for the record, each once, whatever their names. */
final class InvalidStoreTest {
  private static final Ballots MAYOR = Ballots.of("mayor");
  private static final ElectionName ELECTION = MAYOR.election();
  private static final Instant NOW = Ballots.HOUR.plusSeconds(1_234);

  @TempDir Path home;
  private InvalidStore store;

  @BeforeEach
  void openStore() throws IOException {
    store = InvalidStore.open(new FileDisk(), home, () -> NOW);
  }

  @AfterEach
  void closeStore() throws IOException {
    store.close();
  }

  @Test
  void anInvalidFileIsReadBackWithTheHour() throws IOException {
    store.put(MAYOR.claim(1, "north/a"), Refusal.VOTER_ALREADY_USED);
    for (int opening = 0; opening < 2; opening++) {
      assertThat(store.file(ELECTION, new BallotPath("north/a"))).contains(Ballots.file("north/a"));
      assertThat(store.holds(ELECTION, new BallotPath("north/a"))).isTrue();
      assertThat(store.holds(ELECTION, new BallotPath("north"))).isFalse();
      assertThat(store.count(ELECTION)).isEqualTo(1);
      assertThat(store.count(new ElectionName("other"))).isZero();
      closeStore();
      openStore();
    }
  }

  @Test
  void aClaimPutTwiceIsKeptOnce() throws IOException {
    store.put(MAYOR.claim(1, "a"), Refusal.VOTER_ALREADY_USED);
    closeStore();
    openStore();
    store.put(MAYOR.claim(1, "a"), Refusal.VOTER_ALREADY_USED);

    assertThat(store.count(ELECTION)).isEqualTo(1);
    assertThat(store.reasons(ELECTION, Ballots.voter(1)))
        .containsExactly(Refusal.VOTER_ALREADY_USED);
  }

  @Test
  void reasonsAreToldOldestFirstAndForTheVoterAlone() throws IOException {
    store.put(MAYOR.claim(1, "z"), Refusal.VOTER_ALREADY_USED);
    store.put(MAYOR.claim(11, "y"), Refusal.BLOCK_TOO_LARGE);
    store.put(MAYOR.claim(1, "a"), Refusal.CLOSED);
    store.put(MAYOR.claim(1, "m"), Refusal.NO_DIRECTORY);

    assertThat(store.reasons(ELECTION, Ballots.voter(1)))
        .containsExactly(Refusal.VOTER_ALREADY_USED, Refusal.CLOSED, Refusal.NO_DIRECTORY);
    assertThat(store.reasons(ELECTION, Ballots.voter(11))).containsExactly(Refusal.BLOCK_TOO_LARGE);
    assertThat(store.reasons(ELECTION, Ballots.voter(2))).isEmpty();
  }

  @Test
  void aReasonIsFoundByTheClaimAlone() throws IOException {
    store.put(MAYOR.claim(1, "a"), Refusal.VOTER_ALREADY_USED);
    store.put(MAYOR.claim(11, "b"), Refusal.CLOSED);
    closeStore();
    openStore();
    assertThat(store.reason(ELECTION, MAYOR.claim(1, "a").id()))
        .contains(Refusal.VOTER_ALREADY_USED);
    assertThat(store.reason(ELECTION, MAYOR.claim(11, "b").id())).contains(Refusal.CLOSED);
    assertThat(store.reason(ELECTION, MAYOR.claim(2, "c").id())).isEmpty();
    assertThat(store.reason(new ElectionName("mayo"), MAYOR.claim(1, "a").id())).isEmpty();
  }

  @Test
  void filesOfOneNameAreAllKept() throws IOException {
    store.put(MAYOR.claim(1, "a"), Refusal.VOTER_ALREADY_USED);
    store.put(MAYOR.claim(2, "a"), Refusal.VOTER_ALREADY_USED);
    store.put(MAYOR.claim(3, "a"), Refusal.CLOSED);

    assertThat(store.files(ELECTION, BallotPath.ROOT, 9))
        .extracting(FileEntry::name)
        .extracting(BallotPath::value)
        .containsExactly("a", "a~2", "a~3");
    StoredFile second = store.file(ELECTION, new BallotPath("a~2")).orElseThrow();
    assertThat(second.block()).isEqualTo(Ballots.file("a").block());
    assertThat(second.isIntact()).isTrue();
  }

  @Test
  void aNameWithoutRoomForASuffixIsKeptUnderItsDigest() throws IOException {
    String name = "n".repeat(BallotPath.MAX_COMPONENT_BYTES);
    store.put(MAYOR.claim(1, name), Refusal.NAME_TOO_LONG);
    store.put(MAYOR.claim(2, name), Refusal.NAME_TOO_LONG);

    assertThat(store.files(ELECTION, BallotPath.ROOT, 9))
        .extracting(entry -> entry.name().value())
        .containsExactlyInAnyOrder(name, Ballots.file(name).entry().digest() + "~2");
  }

  @Test
  void aStoreIsOpenOnce() {
    assertThatThrownBy(() -> InvalidStore.open(new FileDisk(), home, () -> NOW))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in use by a running server");
  }
}
