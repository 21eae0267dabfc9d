package org.ostraka.sync.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ostraka.sync.hub.CheckupReport;

/** The JSON objects of a hub's upkeep. Times are milliseconds since 1970 UTC. */
final class CareForms {

  private CareForms() {}

  /**
   * How the check of a repository stands.
   *
   * @param state never, running, done or stopped
   * @param step journal, chunks or history
   * @param done of {@code total} parts of the step
   * @param ended 0 while it goes on
   * @param found how much is wrong, of which {@code findings} are the first
   */
  record CheckupJson(
      String state,
      String step,
      long done,
      long total,
      long started,
      long ended,
      List<FindingJson> findings,
      long found) {
    static CheckupJson of(Optional<CheckupReport> last) {
      return last.map(CheckupJson::of)
          .orElseGet(() -> new CheckupJson("never", "journal", 0, 1, 0, 0, List.of(), 0));
    }

    private static CheckupJson of(CheckupReport report) {
      return new CheckupJson(
          word(report.state()),
          word(report.step()),
          report.done(),
          report.total(),
          report.startedMillis(),
          report.endedMillis(),
          report.findings().stream()
              .map(finding -> new FindingJson(word(finding.kind()), finding.detail()))
              .toList(),
          report.found());
    }
  }

  /**
   * One thing that is wrong.
   *
   * @param kind journal, chunk-missing, chunk-damaged, history, or failed for a check that broke
   *     off
   */
  record FindingJson(String kind, String detail) {}

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
