package org.ostraka.ballot.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.box.Ballots;
import org.ostraka.ballot.box.Change;

/** Blocks of a large save stand in a file beside the tables, those of a small one in the tables. */
final class BlockFilesTest {
  private static final Ballots MAYOR = Ballots.of("mayor");
  private static final int VOTERS = 100;

  @TempDir Path home;

  @Test
  void aLargeSaveHasAFileOfItsOwn() throws IOException {
    save(1, VOTERS);
    assertThat(Stores.rows(home).get("blocks")).isEmpty();
    assertThat(blockFiles()).hasSize(1);
    assertThat(namesIn(blockFiles().getFirst())).isEqualTo(namesInOrder());
    requireAll();
  }

  @Test
  void smallSavesMakeNoFiles() throws IOException {
    for (int voter = 1; voter <= VOTERS; voter++) {
      save(voter, voter);
    }
    assertThat(blockFiles()).isEmpty();
    assertThat(Stores.rows(home).get("blocks")).hasSize(VOTERS);
    requireAll();
  }

  @Test
  void anErasedOrderLeavesOneFileInOrderOfName() throws IOException {
    save(1, 40);
    save(41, 41);
    save(42, VOTERS);
    List<Path> before = blockFiles();
    assertThat(before).hasSize(2);
    try (ReplicatedStore store = Stores.open(home)) {
      store.eraseOrder(MAYOR.election());
    }
    assertThat(blockFiles()).hasSize(1).doesNotContainAnyElementsOf(before);
    assertThat(namesIn(blockFiles().getFirst())).isEqualTo(namesInOrder());
    assertThat(Stores.rows(home).get("blocks")).isEmpty();
    requireAll();
  }

  @Test
  void whoReadsWhileTheOrderIsErasedMissesNothing() throws IOException {
    save(1, 99);
    save(VOTERS, VOTERS);
    List<StoredFile> read = new ArrayList<>();
    try (ReplicatedStore store = Stores.open(home)) {
      store.forEachFile(
          MAYOR.election(),
          file -> {
            if (read.isEmpty()) {
              eraseOrder(store);
            }
            read.add(file);
          });
    }
    assertThat(read).hasSize(VOTERS).allMatch(StoredFile::isIntact);
  }

  @Test
  void whatACrashLeftBehindIsRemoved() throws IOException {
    save(1, VOTERS);
    Path left = BlockFiles.path(Stores.tables(home), 77);
    Files.writeString(left, "a save that no row tells of");
    requireAll();
    assertThat(left).doesNotExist();
    assertThat(blockFiles()).hasSize(1);
  }

  @Test
  void aFileThatIsGoneHidesItsBallotsUntilTheyAreRepaired() throws IOException {
    save(1, VOTERS);
    Files.delete(blockFiles().getFirst());
    try (ReplicatedStore store = Stores.open(home)) {
      for (String name : namesInOrder()) {
        store.repair(MAYOR.election(), Ballots.file(name));
      }
    }
    requireAll();
  }

  private static void eraseOrder(ReplicatedStore store) {
    try {
      store.eraseOrder(MAYOR.election());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Saves the ballots of these voters at once. */
  private void save(int first, int last) throws IOException {
    try (ReplicatedStore store = Stores.open(home)) {
      List<Change> changes = new ArrayList<>();
      if (first == 1) {
        changes.addAll(MAYOR.open(VOTERS));
      }
      for (int voter = first; voter <= last; voter++) {
        MAYOR.valid(voter, name(voter), last).forEach(changes::add);
      }
      store.commit(new LogIndex(last), Ballots.HOUR, changes);
    }
  }

  private static String name(int voter) {
    return "name-%04d.".formatted(7919 * voter % 10_000);
  }

  private static List<String> namesInOrder() {
    return IntStream.rangeClosed(1, VOTERS).mapToObj(BlockFilesTest::name).sorted().toList();
  }

  private void requireAll() throws IOException {
    try (ReplicatedStore store = Stores.open(home)) {
      assertThat(Stores.files(store, MAYOR.election()))
          .extracting(file -> file.entry().name().value())
          .isEqualTo(namesInOrder());
      assertThat(store.file(MAYOR.election(), new BallotPath(name(7))))
          .contains(Ballots.file(name(7)));
    }
  }

  private List<Path> blockFiles() throws IOException {
    try (Stream<Path> files = Files.list(Stores.tables(home))) {
      return files
          .filter(file -> BlockFiles.isName(String.valueOf(file.getFileName())))
          .sorted()
          .toList();
    }
  }

  /** The ballots of a file, by their content, which repeats their names. */
  private static List<String> namesIn(Path file) throws IOException {
    String content = Files.readString(file, StandardCharsets.ISO_8859_1);
    return Stream.of(content.substring(8).split("ballot of "))
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }
}
