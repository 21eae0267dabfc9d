package org.ostraka.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.app.serve.ElectionForms.Point;
import org.ostraka.ballot.ElectionName;

/** A curve keeps its shape and takes no more room than it may. */
final class TurnoutTest {
  private static final ElectionName ARCHON = new ElectionName("archon");

  @TempDir Path folder;
  private Turnout turnout;

  @BeforeEach
  void open() {
    turnout = new Turnout(new TurnoutFiles(new NodeFolder(folder)));
  }

  @Test
  void aCurveGoesOnAfterARestart() throws Exception {
    turnout.note(ARCHON, 1_000, 0);
    turnout.note(ARCHON, 2_000, 3);
    turnout.keep();
    turnout.note(ARCHON, 3_000, 4);
    open();
    turnout.note(ARCHON, 9_000, 3);
    turnout.note(ARCHON, 9_500, 5);
    assertThat(turnout.of(ARCHON))
        .containsExactly(new Point(1_000, 0), new Point(2_000, 3), new Point(9_500, 5));
  }

  @Test
  void aCurveThatCannotBeReadBeginsAnew() throws Exception {
    Path file = new NodeFolder(folder).turnout(ARCHON);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"points\":[{");
    turnout.note(ARCHON, 1_000, 7);
    assertThat(turnout.of(ARCHON)).containsExactly(new Point(1_000, 7));
  }

  @Test
  void onlyAChangeIsAPoint() {
    turnout.note(ARCHON, 1_000, 0);
    turnout.note(ARCHON, 2_000, 0);
    turnout.note(ARCHON, 3_000, 5);
    assertThat(turnout.of(ARCHON)).containsExactly(new Point(1_000, 0), new Point(3_000, 5));
    assertThat(turnout.of(new ElectionName("other"))).isEmpty();
  }

  @Test
  void aLongCurveIsThinnedAndEndsWithItsNewestPoint() {
    for (int vote = 0; vote < 100_000; vote++) {
      turnout.note(ARCHON, vote, vote);
    }
    List<Point> points = turnout.of(ARCHON);
    assertThat(points.size()).isBetween(Turnout.MOST_POINTS / 2, Turnout.MOST_POINTS);
    assertThat(points.getLast()).isEqualTo(new Point(99_999, 99_999));
    assertThat(points).isSortedAccordingTo((a, b) -> Long.compare(a.time(), b.time()));
  }
}
