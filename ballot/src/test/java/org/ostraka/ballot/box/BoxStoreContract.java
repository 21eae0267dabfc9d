package org.ostraka.ballot.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Phase;
import org.ostraka.ballot.StoredFile;

/** What every {@link BoxStore} must do. */
public abstract class BoxStoreContract {
  private static final Ballots MAYOR = Ballots.of("mayor");
  private static final Ballots MAYOR_2 = Ballots.of("mayor-2");

  private BoxStore store;
  private long index;

  /** An empty store. */
  protected abstract BoxStore create() throws IOException;

  /** Closes the store and opens it again. */
  protected abstract BoxStore reopened(BoxStore store) throws IOException;

  @BeforeEach
  final void createStore() throws IOException {
    store = create();
  }

  @AfterEach
  final void closeStore() throws IOException {
    store.close();
  }

  @Test
  void aNewStoreHoldsNothing() throws IOException {
    assertThat(store.applied()).isEqualTo(LogIndex.NONE);
    assertThat(store.logTime()).isEqualTo(Instant.EPOCH);
    assertThat(rows()).isEmpty();
    assertThat(store.flush()).isEqualTo(LogIndex.NONE);
  }

  @Test
  void aCommitTellsItsIndexAndTime() throws IOException {
    store.commit(new LogIndex(5), Ballots.HOUR.plusMillis(17), MAYOR.open(1));

    assertThat(store.applied()).isEqualTo(new LogIndex(5));
    assertThat(store.logTime()).isEqualTo(Ballots.HOUR.plusMillis(17));
    store = reopened(store);
    assertThat(store.applied()).isEqualTo(new LogIndex(5));
    assertThat(store.logTime()).isEqualTo(Ballots.HOUR.plusMillis(17));
  }

  @Test
  void rowsComeBackInTheOrderThatRebuildsABox() throws IOException {
    Change.DirectoryPut directory =
        new Change.DirectoryPut(MAYOR.election(), new BallotPath("north"));
    commit(MAYOR_2.open(1));
    commit(MAYOR.open(300));
    commit(
        Stream.of(
            MAYOR.waits(9, "late", 50),
            directory,
            MAYOR.waits(7, "soon", 20),
            MAYOR.waits(3, "first", 20)));

    List<Change> expected = new ArrayList<>(MAYOR.open(300));
    expected.add(1, directory);
    expected.add(MAYOR.waits(3, "first", 20));
    expected.add(MAYOR.waits(7, "soon", 20));
    expected.add(MAYOR.waits(9, "late", 50));
    expected.addAll(MAYOR_2.open(1));
    assertThat(rows()).isEqualTo(expected);
    store = reopened(store);
    assertThat(rows()).isEqualTo(expected);
  }

  @Test
  void theLastStateOfARowCounts() throws IOException {
    commit(MAYOR.registered(Phase.REGISTERED, 2));
    store.flush();
    commit(Stream.of(MAYOR.row(Phase.OPEN, 2)));
    commit(Stream.of(MAYOR.waits(2, "b", 10)));
    commit(Stream.concat(Stream.of(MAYOR.waitsNoMore(2, "b")), MAYOR.valid(2, "b", 4)));

    List<Change> expected = new ArrayList<>();
    expected.add(MAYOR.row(Phase.OPEN, 2));
    expected.add(MAYOR.inode(1));
    expected.add(MAYOR.valid(2, "b", 4).findFirst().orElseThrow());
    assertThat(rows()).isEqualTo(expected);
    store = reopened(store);
    assertThat(rows()).isEqualTo(expected);
  }

  @Test
  void aClaimThatWasFlushedWhileWaitingWaitsNoMoreOnceRemoved() throws IOException {
    commit(MAYOR.open(1));
    commit(Stream.of(MAYOR.waits(1, "a", 10), MAYOR.waits(1, "b", 10)));
    store.flush();
    commit(Stream.of(MAYOR.waitsNoMore(1, "a")));
    store.flush();

    assertThat(rows()).endsWith(MAYOR.waits(1, "b", 10)).doesNotContain(MAYOR.waits(1, "a", 10));
    store = reopened(store);
    assertThat(rows()).endsWith(MAYOR.waits(1, "b", 10)).doesNotContain(MAYOR.waits(1, "a", 10));
  }

  @Test
  void aDroppedElectionLeavesNothingAndItsNameIsFree() throws IOException {
    commit(MAYOR.registered(Phase.REGISTERING, 3));
    commit(MAYOR.valid(1, "stray", 1));
    commit(MAYOR_2.open(2));
    commit(MAYOR_2.valid(1, "kept", 3));
    store.flush();
    commit(Stream.of(new Change.ElectionDropped(MAYOR.election())));

    assertThat(rows()).hasSize(3).doesNotContainAnyElementsOf(MAYOR.open(3));
    assertThat(store.file(MAYOR.election(), new BallotPath("stray"))).isEmpty();
    assertThat(store.holds(MAYOR.election(), new BallotPath("stray"))).isFalse();
    assertThat(names(MAYOR.election())).isEmpty();
    assertThat(names(MAYOR_2.election())).containsExactly("kept");

    commit(MAYOR.open(1));
    assertThat(rows()).startsWith(MAYOR.row(Phase.OPEN, 1), MAYOR.inode(1)).hasSize(5);
    store = reopened(store);
    assertThat(rows()).startsWith(MAYOR.row(Phase.OPEN, 1), MAYOR.inode(1)).hasSize(5);
  }

  @Test
  void anElectionDroppedAndPutInOneCommitIsTheNewOne() throws IOException {
    commit(MAYOR.registered(Phase.REGISTERING, 3));
    commit(
        Stream.of(new Change.ElectionDropped(MAYOR.election()), MAYOR.row(Phase.REGISTERING, 0)));

    assertThat(rows()).containsExactly(MAYOR.row(Phase.REGISTERING, 0));
  }

  @Test
  void filesAreReadBackAsTheyWerePut() throws IOException {
    commit(MAYOR.open(3));
    commit(MAYOR.valid(1, "north/ann", 2));
    store.flush();
    commit(MAYOR.valid(2, "bob", 3));

    for (int opening = 0; opening < 2; opening++) {
      assertThat(file("north/ann")).contains(Ballots.file("north/ann"));
      assertThat(file("bob")).contains(Ballots.file("bob"));
      assertThat(file("bo")).isEmpty();
      assertThat(file("north")).isEmpty();
      assertThat(store.file(MAYOR_2.election(), new BallotPath("bob"))).isEmpty();
      store = reopened(store);
    }
  }

  @Test
  void blocksOfEverySizeAreReadBack() throws IOException {
    commit(MAYOR.open(3));
    List<Block> blocks =
        Stream.of(0, 1, 255, 256, 4096, Block.MAX_BYTES)
            .map(size -> Block.of(new byte[size]))
            .toList();
    for (Block block : blocks) {
      BallotPath name = new BallotPath("size-" + block.size());
      commit(
          Stream.of(
              new Change.FilePut(MAYOR.election(), name, block.digest(), Ballots.HOUR, block)));
    }
    store.flush();

    for (Block block : blocks) {
      StoredFile file = file("size-" + block.size()).orElseThrow();
      assertThat(file.block()).isEqualTo(block);
      assertThat(file.isIntact()).isTrue();
    }
  }

  @Test
  void theNamesOfCommittedFilesAreHeldAndNoOthers() throws IOException {
    commit(MAYOR.open(100));
    for (int voter = 1; voter <= 100; voter++) {
      commit(MAYOR.valid(voter, "ballot-" + voter, voter));
    }
    for (int opening = 0; opening < 2; opening++) {
      for (int voter = 1; voter <= 100; voter++) {
        assertThat(holds("ballot-" + voter)).isTrue();
        assertThat(holds("ballot-" + voter + "~2")).isFalse();
      }
      assertThat(holds("ballot")).isFalse();
      assertThat(store.holds(MAYOR_2.election(), new BallotPath("ballot-1"))).isFalse();
      store = reopened(store);
    }
  }

  @Test
  void filesAreListedInPagesByName() throws IOException {
    List<String> names = List.of("a", "a b", "a/b", "ab", "b", "é", "\ue000", "\ud83d\uddf3 urn");
    commit(MAYOR.open(names.size()));
    commit(MAYOR_2.open(1));
    commit(MAYOR_2.valid(1, "b", 3));
    for (int voter = names.size(); voter > 0; voter--) {
      commit(MAYOR.valid(voter, names.get(voter - 1), index));
    }

    assertThat(names(MAYOR.election())).isEqualTo(names);
    assertThat(store.files(MAYOR.election(), new BallotPath("aa"), 2))
        .extracting(entry -> entry.name().value())
        .containsExactly("ab", "b");
    assertThat(store.files(MAYOR.election(), BallotPath.ROOT, 1))
        .containsExactly(Ballots.file("a").entry());
    assertThat(store.files(MAYOR.election(), new BallotPath("\ud83d\uddf3 urn"), 9)).isEmpty();
    assertThat(store.files(MAYOR.election(), BallotPath.ROOT, 0)).isEmpty();
  }

  @Test
  void everyFileIsGivenByNameWithItsBlock() throws IOException {
    commit(MAYOR.open(3));
    commit(MAYOR_2.open(1));
    commit(Stream.of(MAYOR.valid(1, "c", 3), MAYOR.valid(2, "a", 3)).flatMap(it -> it));
    commit(Stream.concat(MAYOR_2.valid(1, "a", 4), MAYOR.valid(3, "b", 4)));

    List<StoredFile> files = new ArrayList<>();
    store.forEachFile(MAYOR.election(), files::add);
    assertThat(files).containsExactly(Ballots.file("a"), Ballots.file("b"), Ballots.file("c"));
  }

  @Test
  void onlyTheTrueContentRepairsAFile() throws IOException {
    commit(MAYOR.open(1));
    commit(MAYOR.valid(1, "a", 2));

    assertThatThrownBy(() -> store.repair(MAYOR.election(), Ballots.forged("a")))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> store.repair(MAYOR.election(), Ballots.file("b")))
        .isInstanceOf(IOException.class);
    StoredFile torn = new StoredFile(Ballots.file("a").entry(), Block.of(new byte[] {1}));
    assertThatThrownBy(() -> store.repair(MAYOR.election(), torn)).isInstanceOf(IOException.class);

    store.repair(MAYOR.election(), Ballots.file("a"));
    store.flush();
    assertThat(file("a")).contains(Ballots.file("a"));
    assertThat(names(MAYOR.election())).containsExactly("a");
  }

  private void commit(Stream<? extends Change> changes) throws IOException {
    commit(changes.<Change>map(it -> it).toList());
  }

  private void commit(List<Change> changes) throws IOException {
    store.commit(new LogIndex(++index), Ballots.HOUR.plusMillis(index), changes);
  }

  private List<Change> rows() throws IOException {
    List<Change> rows = new ArrayList<>();
    store.forEachRow(rows::add);
    return rows;
  }

  private Optional<StoredFile> file(String name) throws IOException {
    Optional<StoredFile> file = store.file(MAYOR.election(), new BallotPath(name));
    assertThat(store.entry(MAYOR.election(), new BallotPath(name)))
        .isEqualTo(file.map(StoredFile::entry));
    return file;
  }

  private boolean holds(String name) {
    return store.holds(MAYOR.election(), new BallotPath(name));
  }

  private List<String> names(ElectionName election) throws IOException {
    return store.files(election, BallotPath.ROOT, 1_000).stream()
        .map(FileEntry::name)
        .map(BallotPath::value)
        .toList();
  }
}
