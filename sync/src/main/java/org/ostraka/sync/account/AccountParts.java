package org.ostraka.sync.account;

import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.ostraka.base.Fault;
import org.ostraka.sync.durable.Database;

/**
 * What the tables of this package share.
 *
 * @param live the sessions that are in use now
 * @param edition rises whenever somebody's rights may have changed
 */
record AccountParts(
    Database database,
    InstantSource clock,
    AuditLog audit,
    KeptSettings kept,
    LiveSessions live,
    AtomicLong edition) {

  static AccountParts of(Database database, InstantSource clock) throws IOException, Fault {
    AuditLog audit = new AuditLog(database, clock);
    LiveSessions live = new LiveSessions();
    return new AccountParts(
        database, clock, audit, new KeptSettings(database, audit, live), live, new AtomicLong());
  }

  /** What is in force now. */
  Settings settings() {
    return kept.current();
  }

  /** Somebody's rights may have changed. */
  void changed() {
    long _ = edition.incrementAndGet();
    live.wakeAll();
  }
}
