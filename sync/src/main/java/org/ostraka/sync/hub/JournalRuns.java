package org.ostraka.sync.hub;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ostraka.base.Fault;
import org.ostraka.sync.durable.Database;

/**
 * The runs of a journal, each from one opening to the next, by random names. Who reads the journal
 * is told the names of the last ones, and hands them back with its position: so a hub that was
 * brought back from an older copy knows up to which record both had the same journal.
 */
final class JournalRuns {

  /** So many names are told: one of them is known unless the copy is older than all. */
  private static final int TOLD = 8;

  private static final int NAME_BYTES = 8;
  private static final String BETWEEN = "-";
  private static final Pattern NAMES = Pattern.compile(BETWEEN);

  private final Map<String, Long> ends = new HashMap<>();
  private final String told;

  private record Run(String name, long begins) {}

  private JournalRuns(List<Run> newestFirst) {
    long end = Long.MAX_VALUE;
    for (Run run : newestFirst) {
      ends.put(run.name, end);
      end = run.begins;
    }
    told = newestFirst.stream().limit(TOLD).map(Run::name).collect(Collectors.joining(BETWEEN));
  }

  /** Begins a run; durable when this returns. */
  static JournalRuns begin(Database database) throws IOException, Fault {
    byte[] name = new byte[NAME_BYTES];
    new SecureRandom().nextBytes(name);
    database.act(handle ->
        handle.execute(
            "INSERT INTO runs (name, begins) SELECT ?, coalesce(max(seq), 0) FROM journal",
            HexFormat.of().formatHex(name)));
    return new JournalRuns(
        database.read(handle ->
            handle
                .createQuery("SELECT name, begins FROM runs ORDER BY number DESC")
                .map((row, _) -> new Run(row.getString(1), row.getLong(2)))
                .list()));
  }

  /** The last runs, newest first, in at most 135 characters. */
  String told() {
    return told;
  }

  /**
   * Up to which record whoever was told these runs has this journal.
   *
   * @param names as {@link #told}; empty for somebody who was told none, who is believed
   * @return {@link Long#MAX_VALUE} for all that there is; 0 if none of the runs was one of this
   *     journal's
   */
  long common(String names) {
    return names.isEmpty()
        ? Long.MAX_VALUE
        : NAMES
            .splitAsStream(names)
            .filter(ends::containsKey)
            .mapToLong(ends::get)
            .findFirst()
            .orElse(0);
  }
}
