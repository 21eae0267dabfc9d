package org.ostraka.ballot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.box.Ballots;
import org.ostraka.ballot.box.Change;
import org.ostraka.ballot.box.DamagedFileException;

/** A flipped byte in a stored block is found, hides no other ballot, and is repaired. */
final class DamageTest {
  private static final Ballots MAYOR = Ballots.of("mayor");
  private static final int VOTERS = 60;
  private static final String DAMAGED = "ballot-17";

  @TempDir Path home;

  @BeforeEach
  void damageOneBlock() throws IOException {
    try (ReplicatedStore store = Stores.open(home)) {
      List<Change> changes = new ArrayList<>(MAYOR.open(VOTERS));
      for (int voter = 1; voter <= VOTERS; voter++) {
        MAYOR.valid(voter, "ballot-" + voter, 1).forEach(changes::add);
      }
      store.commit(new LogIndex(1), Ballots.HOUR, changes);
    }
    Stores.damage(home, "ballot of " + DAMAGED + "ballot of");
  }

  @Test
  void readingTheFileNamesIt() throws IOException {
    try (ReplicatedStore store = Stores.open(home)) {
      assertThatThrownBy(() -> store.file(MAYOR.election(), new BallotPath(DAMAGED)))
          .isInstanceOf(DamagedFileException.class)
          .hasMessageContaining(DAMAGED)
          .hasMessageContaining("mayor")
          .hasMessageContaining("fsck --repair");
    }
  }

  @Test
  void allOtherFilesAreGiven() throws IOException {
    List<StoredFile> given = new ArrayList<>();
    try (ReplicatedStore store = Stores.open(home)) {
      assertThatThrownBy(() -> store.forEachFile(MAYOR.election(), given::add))
          .isInstanceOf(DamagedFileException.class)
          .hasMessageContaining(DAMAGED);
    }
    assertThat(given)
        .extracting(file -> file.entry().name().value())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, VOTERS)
                .mapToObj(voter -> "ballot-" + voter)
                .filter(name -> !name.equals(DAMAGED))
                .sorted()
                .toList());
    assertThat(given).allMatch(StoredFile::isIntact);
  }

  @Test
  void theListTellsWhatTheFileShouldBe() throws IOException {
    try (ReplicatedStore store = Stores.open(home)) {
      assertThat(store.files(MAYOR.election(), BallotPath.ROOT, VOTERS))
          .hasSize(VOTERS)
          .contains(Ballots.file(DAMAGED).entry());
    }
  }

  @Test
  void theTrueContentRepairsIt() throws IOException {
    try (ReplicatedStore store = Stores.open(home)) {
      assertThatThrownBy(() -> store.repair(MAYOR.election(), Ballots.forged(DAMAGED)))
          .isInstanceOf(IOException.class);
      store.repair(MAYOR.election(), Ballots.file(DAMAGED));
    }
    try (ReplicatedStore store = Stores.open(home)) {
      assertThat(store.file(MAYOR.election(), new BallotPath(DAMAGED)))
          .contains(Ballots.file(DAMAGED));
      assertThat(Stores.files(store, MAYOR.election()))
          .hasSize(VOTERS)
          .allMatch(StoredFile::isIntact);
    }
  }

  @Test
  void theOrderIsErasedOnlyOnceItIsRepaired() throws IOException {
    try (ReplicatedStore store = Stores.open(home)) {
      assertThatThrownBy(() -> store.eraseOrder(MAYOR.election()))
          .isInstanceOf(DamagedFileException.class);
      store.commit(new LogIndex(2), Ballots.HOUR, List.of());

      store.repair(MAYOR.election(), Ballots.file(DAMAGED));
      store.eraseOrder(MAYOR.election());
      assertThat(Stores.files(store, MAYOR.election()))
          .hasSize(VOTERS)
          .allMatch(StoredFile::isIntact);
    }
  }
}
