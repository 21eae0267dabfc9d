package org.ostraka.app.organisation;

import java.util.Locale;

/**
 * Every key of {@code server.toml}, which is also an option of {@code ballot serve}: whole numbers,
 * with their unit in the name.
 */
public enum ServerKey {
  /** How often the reconciler runs. */
  RECONCILER_PERIOD_MILLIS(200, 1, 60_000, "how often pending ballots are sent to be decided"),
  /** Largest Java heap. */
  HEAP_MIB(512, 128, 65_536, "largest Java heap of the server"),
  /** Bound of the pending table. */
  PENDING_FILES(200_000, 1, 10_000_000, "most ballots that may wait for validation"),
  /** Bound of the reservations. */
  OPEN_FILES(10_000, 1, 1_000_000, "most ballots created and not closed"),
  /** When a reservation is given up. */
  OPEN_SECONDS(600, 1, 86_400, "how long a created ballot may stay unclosed"),
  /** Disk space that is never used. */
  RESERVED_MIB(64, 1, 1_048_576, "disk space that stays free: below it nothing is accepted"),
  /** Patience of the synchronisation servers with their leader. */
  ELECTION_TIMEOUT_MILLIS(1_000, 100, 60_000, "silence of the leader before another is elected"),
  /** Patience with the log. */
  APPEND_TIMEOUT_MILLIS(15_000, 1_000, 600_000, "how long an entry of the log is tried"),
  /** When the tables are made durable, by what the log has grown. */
  SNAPSHOT_MIB(64, 1, 65_536, "log that is kept for a server that lags, at most about"),
  /** When the tables are made durable, by entries. */
  SNAPSHOT_ENTRIES(50_000, 10, 10_000_000, "log entries that are kept for a server that lags");

  private final long standard;
  private final long least;
  private final long most;
  private final String meaning;

  ServerKey(long standard, long least, long most, String meaning) {
    this.standard = standard;
    this.least = least;
    this.most = most;
    this.meaning = meaning;
  }

  /** The key in the file, and the option without its hyphens. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The value unless the file or an option says otherwise. */
  public long standard() {
    return standard;
  }

  /** The smallest value that is accepted. */
  public long least() {
    return least;
  }

  /** The largest value that is accepted. */
  public long most() {
    return most;
  }

  /** What it sets, for people. */
  public String meaning() {
    return meaning;
  }
}
