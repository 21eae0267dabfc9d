package org.ostraka.ballot.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.ballot.LogIndex;

/** After a crash the tables stand exactly after some commit, at least after the last flush. */
final class CrashTest {
  private static final int COMMITS = 250;
  private static final int COMMITS_BEFORE_KILL = 60;

  @TempDir Path scratch;

  @Test
  void whatIsOnDiskAtAnyMomentIsAStateAfterSomeCommit() throws IOException {
    Set<LogIndex> seen = new TreeSet<>();
    LogIndex flushed = LogIndex.NONE;
    try (ReplicatedStore store = Stores.open(scratch.resolve("home"))) {
      for (int index = 1; index <= COMMITS; index++) {
        CommitHistory.commit(store, index);
        if (index % 100 == 0) {
          flushed = store.flush();
        }
        if (index % 31 == 0) {
          Path crashed = copyOf(scratch.resolve("home"), scratch.resolve("crash-" + index));
          seen.add(requireStateAfterSomeCommit(crashed, flushed));
        }
      }
    }
    assertThat(seen).as("states after a crash").hasSizeGreaterThan(5);
  }

  private static LogIndex requireStateAfterSomeCommit(Path home, LogIndex atLeast)
      throws IOException {
    try (ReplicatedStore store = Stores.open(home)) {
      assertThat(store.applied()).isGreaterThanOrEqualTo(atLeast);
      assertThat(Stores.content(store)).isEqualTo(CommitHistory.contentAfter(store.applied()));
      return store.applied();
    }
  }

  /** Copies a store in use, as a crash would leave it: again, if its files changed meanwhile. */
  private static Path copyOf(Path home, Path copy) throws IOException {
    Path from = Stores.tables(home);
    Set<String> before = names(from);
    Path to = Files.createDirectories(copy.resolve(String.valueOf(from.getFileName())));
    for (String name : before) {
      try {
        Files.copy(from.resolve(name), to.resolve(name));
      } catch (NoSuchFileException _) {
        // It went just now, which the names below tell.
      }
    }
    if (names(from).equals(before)) {
      return copy;
    }
    for (String name : names(to)) {
      Files.delete(to.resolve(name));
    }
    Files.delete(to);
    return copyOf(home, copy);
  }

  private static Set<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> String.valueOf(file.getFileName())).collect(Collectors.toSet());
    }
  }

  @Test
  void aKilledProcessLeavesAStateAfterSomeCommit() throws IOException {
    Path home = scratch.resolve("killed");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Endless.class.getName(),
                home.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    LogIndex flushed = LogIndex.NONE;
    try (BufferedReader told = process.inputReader(StandardCharsets.US_ASCII)) {
      while (flushed.value() < COMMITS_BEFORE_KILL) {
        flushed = new LogIndex(Long.parseLong(String.valueOf(told.readLine())));
      }
    } finally {
      process.destroyForcibly().onExit().join();
    }
    requireStateAfterSomeCommit(home, flushed);
  }

  /** A process that commits until it is killed, and tells what it made durable. */
  static final class Endless {
    private Endless() {}

    public static void main(String[] arguments) throws IOException {
      try (ReplicatedStore store = Stores.open(Path.of(arguments[0]))) {
        for (int index = 1; ; index++) {
          CommitHistory.commit(store, index);
          if (index % 20 == 0) {
            System.out.println(store.flush());
          }
        }
      }
    }
  }

  @Test
  void theLogAppliedAgainEndsWhereNoCrashWouldHave() throws IOException {
    Path home = scratch.resolve("home");
    try (ReplicatedStore store = Stores.open(home)) {
      for (int index = 1; index <= 90; index++) {
        CommitHistory.commit(store, index);
      }
    }
    for (int crash = 0; crash < 3; crash++) {
      Path copy;
      try (ReplicatedStore store = Stores.open(home)) {
        int last = (int) store.applied().value();
        for (int index = last + 1; index <= last + 40; index++) {
          CommitHistory.commit(store, index);
        }
        copy = copyOf(home, scratch.resolve("crash-" + crash));
      }
      home = copy;
    }
    try (ReplicatedStore store = Stores.open(home)) {
      List<Object> content = Stores.content(store);
      assertThat(content).isEqualTo(CommitHistory.contentAfter(store.applied()));
    }
  }
}
