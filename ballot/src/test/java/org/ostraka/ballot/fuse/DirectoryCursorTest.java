package org.ostraka.ballot.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ostraka.ballot.fuse.MemoryBallotFileSystem.ELECTION;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.FileStat;
import org.ostraka.ballot.FileState;
import org.ostraka.base.Fault;

/** A directory of two pages and a half, read from wherever the kernel asks. */
final class DirectoryCursorTest {
  private static final int ENTRIES = DirectoryCursor.PAGE * 5 / 2;

  private final MemoryBallotFileSystem ballots = new MemoryBallotFileSystem();
  private final DirectoryCursor cursor =
      new DirectoryCursor(ballots, ELECTION, new BallotPath("north"));

  DirectoryCursorTest() {
    ballots.addDirectory("north");
    ballots.addDirectory("north/early");
    for (int i = 1; i < ENTRIES; i++) {
      ballots.addBallot("north/" + name(i), "yes", FileState.VALID);
    }
  }

  private static String name(long number) {
    return number == 0 ? "early" : "b%05d".formatted(number);
  }

  @Test
  void everyEntryComesOnceInOrder() throws Exception {
    List<String> names = new ArrayList<>();
    FileStat entry = cursor.entryOrNull(0);
    while (entry != null) {
      names.add(entry.path().fileName());
      entry = cursor.entryOrNull(names.size());
    }
    assertThat(names)
        .containsExactlyElementsOf(
            IntStream.range(0, ENTRIES).mapToObj(DirectoryCursorTest::name).toList());
  }

  @Test
  void anyPlaceIsFoundAgain() throws Exception {
    for (long number : new long[] {2100, 3, 999, 1000, 1001, 0, 2499, 1500}) {
      assertThat(nameAt(number)).isEqualTo(name(number));
    }
    assertThat(nameAt(ENTRIES)).isEqualTo("the end");
    assertThat(nameAt(ENTRIES + 5000)).isEqualTo("the end");
  }

  @Test
  void rewindingShowsWhatIsThereNow() throws Exception {
    assertThat(nameAt(1)).isEqualTo("b00001");
    ballots.addBallot("north/b00000", "yes", FileState.VALID);
    assertThat(nameAt(1)).isEqualTo("b00001");
    cursor.rewind();
    assertThat(nameAt(1)).isEqualTo("b00000");
  }

  private String nameAt(long number) throws Fault, IOException, InterruptedException {
    FileStat entry = cursor.entryOrNull(number);
    return entry == null ? "the end" : entry.path().fileName();
  }
}
