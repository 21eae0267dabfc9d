package org.ostraka.app.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ostraka.app.serve.ElectionForms.Point;
import org.ostraka.ballot.ElectionName;

/**
 * The turnout of each election over time, as long as this process runs. A curve that has grown long
 * keeps every second of its points: its shape stays, and it takes no more room.
 */
final class Turnout {
  static final int MOST_POINTS = 1_000;

  private final Map<ElectionName, List<Point>> curves = new ConcurrentHashMap<>();

  /** Notes how many valid ballots there are now; what has not changed needs no new point. */
  void note(ElectionName election, long timeMillis, long valid) {
    curves.compute(
        election,
        (_, curve) -> {
          List<Point> points = curve == null ? new ArrayList<>() : new ArrayList<>(curve);
          if (points.isEmpty() || points.getLast().valid() != valid) {
            points.add(new Point(timeMillis, valid));
          }
          return points.size() > MOST_POINTS ? everySecond(points) : List.copyOf(points);
        });
  }

  private static List<Point> everySecond(List<Point> points) {
    List<Point> kept = new ArrayList<>();
    for (int at = points.size() - 1; at >= 0; at -= 2) {
      kept.addFirst(points.get(at));
    }
    return List.copyOf(kept);
  }

  /** The curve so far, oldest point first. */
  List<Point> of(ElectionName election) {
    return curves.getOrDefault(election, List.of());
  }
}
