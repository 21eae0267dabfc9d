package org.ostraka.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ostraka.app.serve.ElectionForms.Point;
import org.ostraka.ballot.ElectionName;

/** A curve keeps its shape and takes no more room than it may. */
final class TurnoutTest {
  private static final ElectionName ARCHON = new ElectionName("archon");

  private final Turnout turnout = new Turnout();

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
