package org.ostraka.sync.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ostraka.base.Fault;
import org.ostraka.sync.account.Settings;
import org.ostraka.sync.hub.CheckupReport;
import org.ostraka.web.Call;
import org.ostraka.web.Json;

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

  /** What an administrator decides for everybody; each field MUST be given. */
  record SettingsJson(
      Long sessionMinutes,
      Long idleMinutes,
      Boolean links,
      Long longestLinkDays,
      Long userQuotaBytes,
      Long loginTries) {
    static SettingsJson of(Settings settings) {
      return new SettingsJson(
          settings.sessionMinutes(),
          settings.idleMinutes(),
          settings.links(),
          settings.longestLinkDays(),
          settings.userQuotaBytes(),
          settings.loginTries());
    }

    Settings settings() throws Fault {
      long session = Json.require(sessionMinutes, "sessionMinutes");
      long idle = Json.require(idleMinutes, "idleMinutes");
      boolean allowed = Json.require(links, "links");
      long days = Json.require(longestLinkDays, "longestLinkDays");
      long quota = Json.require(userQuotaBytes, "userQuotaBytes");
      long tries = Json.require(loginTries, "loginTries");
      return Call.parse("", _ -> new Settings(session, idle, allowed, days, quota, tries));
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
