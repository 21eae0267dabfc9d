package org.ostraka.ballot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.ballot.LogIndex;

/**
 * Tables are copied out as a directory and taken over as a whole.
 *
 * <pre>
 * leader/     the store that is ahead: 100 commits
 * copy/       its checkpoint
 * laggard/    a store that is behind: 10 commits
 * </pre>
 */
final class CheckpointTest {
  private static final LogIndex AHEAD = new LogIndex(100);
  private static final LogIndex BEHIND = new LogIndex(10);

  @TempDir Path scratch;
  private Path copy;
  private Path laggard;

  @BeforeEach
  void makeBoth() throws IOException {
    copy = scratch.resolve("copy");
    laggard = scratch.resolve("laggard");
    fill(laggard, BEHIND);
    try (ReplicatedStore leader = fill(scratch.resolve("leader"), AHEAD)) {
      assertThat(leader.checkpoint(copy)).isEqualTo(AHEAD);
      CommitHistory.commit(leader, 101);
      leader.flush();
    }
  }

  private static ReplicatedStore fill(Path home, LogIndex last) throws IOException {
    ReplicatedStore store = Stores.open(home);
    for (int index = 1; index <= last.value(); index++) {
      CommitHistory.commit(store, index);
    }
    if (last.equals(BEHIND)) {
      store.close();
    }
    return store;
  }

  @Test
  void aCheckpointIsPlainFiles() throws IOException {
    try (Stream<Path> files = Files.list(copy)) {
      assertThat(files)
          .isNotEmpty()
          .allMatch(Files::isRegularFile)
          .anyMatch(file -> BlockFiles.isName(String.valueOf(file.getFileName())));
    }
  }

  @Test
  void aStoreTakesOverACheckpointAndGoesOnFromIt() throws IOException {
    try (ReplicatedStore store = Stores.open(laggard)) {
      assertThat(store.replaceWith(copy)).isEqualTo(AHEAD);
      assertThat(Stores.content(store)).isEqualTo(CommitHistory.contentAfter(AHEAD));
      CommitHistory.commit(store, 101);
    }
    requireContent(new LogIndex(101));
  }

  @Test
  void aCheckpointServesSeveralStores() throws IOException {
    for (String name : new String[] {"one", "two"}) {
      try (ReplicatedStore store = Stores.open(scratch.resolve(name))) {
        store.replaceWith(copy);
        CommitHistory.commit(store, 101);
        store.flush();
      }
    }
    try (ReplicatedStore store = Stores.open(laggard)) {
      assertThat(store.replaceWith(copy)).isEqualTo(AHEAD);
    }
  }

  @Test
  void whatIsNoCheckpointLeavesTheOldContent() throws IOException {
    Path broken = Files.createDirectory(scratch.resolve("broken"));
    Files.writeString(broken.resolve("CURRENT"), "MANIFEST-000001\n");
    try (ReplicatedStore store = Stores.open(laggard)) {
      assertThatThrownBy(() -> store.replaceWith(broken)).isInstanceOf(IOException.class);
      assertThat(Stores.content(store)).isEqualTo(CommitHistory.contentAfter(BEHIND));
    }
    requireContent(BEHIND);
  }

  @Test
  void aCrashBeforeTheNewTablesCountLeavesTheOldOnes() throws IOException {
    copyFiles(copy, laggard.resolve("incoming"));

    requireContent(BEHIND);
    assertThat(laggard.resolve("incoming")).doesNotExist();
  }

  @Test
  void aCrashOnceTheNewTablesCountLeavesThem() throws IOException {
    copyFiles(copy, laggard.resolve("tables-2"));

    requireContent(AHEAD);
    assertThat(laggard.resolve("tables-1")).doesNotExist();
  }

  @Test
  void aClosedStoreSaysSo() throws IOException {
    ReplicatedStore store = Stores.open(laggard);
    store.close();
    assertThatThrownBy(store::flush).isInstanceOf(IOException.class).hasMessageContaining("closed");
  }

  private void requireContent(LogIndex last) throws IOException {
    try (ReplicatedStore store = Stores.open(laggard)) {
      assertThat(Stores.content(store)).isEqualTo(CommitHistory.contentAfter(last));
    }
  }

  private static void copyFiles(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(String.valueOf(file.getFileName())));
      }
    }
  }
}
