package org.ostraka.sync.account;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.ostraka.sync.durable.Database;

/**
 * What the tables of this package share.
 *
 * @param live the sessions that are in use now
 * @param edition rises whenever somebody's rights may have changed
 */
record AccountParts(
    Database database, InstantSource clock, AuditLog audit, LiveSessions live, AtomicLong edition) {

  AccountParts(Database database, InstantSource clock) {
    this(database, clock, new AuditLog(database, clock), new LiveSessions(), new AtomicLong());
  }

  /** Somebody's rights may have changed. */
  void changed() {
    long _ = edition.incrementAndGet();
    live.wakeAll();
  }
}
