package org.ostraka.app.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ostraka.app.serve.ElectionForms.Point;
import org.ostraka.ballot.ElectionName;

/**
 * The turnout of each election over time. A curve that has grown long keeps every second of its
 * points: its shape stays, and it takes no more room.
 */
final class Turnout {
  static final int MOST_POINTS = 1_000;

  private final TurnoutFiles files;
  private final Map<ElectionName, Curve> curves = new ConcurrentHashMap<>();

  /** Goes on with what is in these files. */
  Turnout(TurnoutFiles files) {
    this.files = files;
  }

  /**
   * A curve.
   *
   * @param points the oldest first
   * @param kept whether the file has all of them
   */
  private record Curve(List<Point> points, boolean kept) {}

  private Curve read(ElectionName election) {
    return new Curve(files.read(election), true);
  }

  /** Notes how many valid ballots there are now; what has not changed needs no new point. */
  void note(ElectionName election, long timeMillis, long valid) {
    curves.compute(
        election,
        (_, known) -> {
          Curve curve = known == null ? read(election) : known;
          List<Point> points = curve.points();
          return !points.isEmpty() && points.getLast().valid() == valid
              ? curve
              : new Curve(with(points, new Point(timeMillis, valid)), false);
        });
  }

  private static List<Point> with(List<Point> before, Point point) {
    List<Point> points = new ArrayList<>(before);
    points.add(point);
    return points.size() > MOST_POINTS ? everySecond(points) : List.copyOf(points);
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
    return curves.computeIfAbsent(election, this::read).points();
  }

  /** Writes the curves that have grown since they were written. */
  void keep() {
    curves.forEach((election, curve) -> {
      if (!curve.kept()) {
        files.write(election, curve.points());
        boolean _ = curves.replace(election, curve, new Curve(curve.points(), true));
      }
    });
  }
}
