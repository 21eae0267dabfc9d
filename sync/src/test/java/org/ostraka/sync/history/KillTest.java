package org.ostraka.sync.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.base.FileDisk;

/** The writer is killed again and again, wherever it just is. */
final class KillTest {
  private static final int KILLS = 4;
  private static final Pattern JOURNAL = Pattern.compile("ostraka:journal\"[^>]*>test ([0-9,-]*)<");

  @TempDir Path home;

  @Test
  void historyGoesOnWithoutGapOrDuplicate() throws Exception {
    Path repository = home.resolve("repository");
    Random random = new Random(42);
    for (int kill = 0; kill < KILLS; kill++) {
      runAndKill(repository, 1 + random.nextInt(5), random.nextInt(60_000_000));
      if (Files.exists(repository)) {
        Svn.verify(repository);
      }
    }
    PaperHub hub = KilledWriter.journal();
    try (Writing writing = Writing.own(repository, hub)) {
      writing.settle();
    }
    Svn.verify(repository);
    String url = Svn.fileUrl(repository);
    assertThat(Svn.checkout(url, home.resolve("copy")).tree()).isEqualTo(hub.shown());
    assertThat(Svn.run("svnadmin", "lstxns", repository.toString())).isEmpty();
    assertThat(new FileDisk().list(repository.resolve("db/txn-protorevs"))).isEmpty();
    assertEachRecordOnce(url, hub.position());
  }

  private static void runAndKill(Path repository, int steps, long nanos) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                repository.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = process.inputReader()) {
      long _ = lines.lines().limit(steps).count();
      // Not a wait for anything: it spreads the kills over all that a commit does.
      LockSupport.parkNanos(nanos);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static void assertEachRecordOnce(String url, long records) throws Exception {
    String log = Svn.run("svn", "log", "--xml", "--with-all-revprops", url);
    List<Long> committed = new ArrayList<>();
    Matcher found = JOURNAL.matcher(log);
    while (found.find()) {
      RecordSet set = RecordSet.parse(found.group(1));
      for (long seq = set.first(); seq <= set.last(); seq++) {
        if (set.contains(seq)) {
          committed.add(seq);
        }
      }
    }
    assertThat(committed).doesNotHaveDuplicates().allMatch(seq -> seq <= records);
  }
}
