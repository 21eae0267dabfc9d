package org.ostraka.sync.web;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.sync.Change;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.JournalRecord;
import org.ostraka.sync.Refusal;
import org.ostraka.sync.UserName;
import org.ostraka.sync.Verdict;
import org.ostraka.sync.hub.Page;
import org.ostraka.web.Json;

/** What desks and hub say to each other about the journal, in JSON. */
final class JournalJson {

  private JournalJson() {}

  /** Changes that are asked for. */
  record Changes(List<ChangeJson> changes) {
    static Changes of(List<Change> changes) {
      return new Changes(changes.stream().map(ChangeJson::of).toList());
    }

    List<Change> toChanges() throws Fault {
      List<Change> found = new ArrayList<>();
      for (ChangeJson change : Json.require(changes, "changes")) {
        found.add(Json.require(change, "changes").toChange());
      }
      return found;
    }
  }

  /** What became of each. */
  record Verdicts(List<VerdictJson> verdicts) {
    static Verdicts of(List<Verdict> verdicts) {
      return new Verdicts(verdicts.stream().map(VerdictJson::of).toList());
    }

    List<Verdict> toVerdicts() {
      return verdicts.stream().map(VerdictJson::toVerdict).toList();
    }
  }

  /**
   * What became of one.
   *
   * @param seq if it was accepted
   * @param refused why not, if it was not: a refusal in lower case with hyphens
   */
  record VerdictJson(@Nullable Long seq, @Nullable String refused) {
    static VerdictJson of(Verdict verdict) {
      return switch (verdict) {
        case Verdict.Accepted(long seq) -> new VerdictJson(seq, null);
        case Verdict.Refused(Refusal reason) ->
            new VerdictJson(null, reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      };
    }

    Verdict toVerdict() {
      return refused == null
          ? new Verdict.Accepted(seq == null ? 0 : seq)
          : Verdict.refused(Refusal.valueOf(refused.toUpperCase(Locale.ROOT).replace('-', '_')));
    }
  }

  /** A record; time in milliseconds since 1970 UTC. */
  record RecordJson(long seq, ChangeJson change, String user, String desk, long time) {
    static RecordJson of(JournalRecord record) {
      return new RecordJson(
          record.seq(),
          ChangeJson.of(record.change()),
          record.user().text(),
          record.desk().text(),
          record.time().toEpochMilli());
    }

    JournalRecord toRecord() throws IOException {
      try {
        return new JournalRecord(
            seq,
            change.toChange(),
            new UserName(user),
            new DeskName(desk),
            Instant.ofEpochMilli(time));
      } catch (Fault | IllegalArgumentException e) {
        throw new IOException("the hub sent a record that breaks the rules: " + e.getMessage(), e);
      }
    }
  }

  /** A page as it is written: record by record, for there may be a million. */
  record PageOut(
      Iterator<RecordJson> records,
      long position,
      long last,
      String view,
      boolean anew,
      @Nullable Long fork) {
    static PageOut of(Page page) {
      return new PageOut(
          page.records().stream().map(RecordJson::of).iterator(),
          page.position(),
          page.last(),
          page.view(),
          page.anew(),
          page.fork().isPresent() ? page.fork().getAsLong() : null);
    }
  }

  /** A page as it is read. */
  record PageJson(
      List<RecordJson> records,
      long position,
      long last,
      String view,
      boolean anew,
      @Nullable Long fork) {
    List<JournalRecord> toRecords() throws IOException {
      List<JournalRecord> found = new ArrayList<>(records.size());
      for (RecordJson record : records) {
        found.add(record.toRecord());
      }
      return found;
    }
  }
}
