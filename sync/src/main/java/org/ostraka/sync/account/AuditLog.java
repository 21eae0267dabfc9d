package org.ostraka.sync.account;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.ostraka.base.Fault;
import org.ostraka.sync.durable.Database;

/** What administrators did, and who signed in: rows that are added and never changed. */
public final class AuditLog {
  private static final int LONGEST_DETAIL = 500;

  private final Database database;
  private final InstantSource clock;

  AuditLog(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * One act.
   *
   * @param id rises with every row
   * @param act such as {@code user-added}
   * @param subject what it was done to
   */
  public record Line(
      long id, Instant time, Actor actor, String act, String subject, String detail) {}

  /** Writes within the transaction that does what is written. */
  void note(Handle handle, Actor actor, String act, Object subject, String detail) {
    handle
        .createUpdate(
            "INSERT INTO audit (time, who, address, act, subject, detail) VALUES (?, ?, ?, ?, ?, ?)")
        .bind(0, clock.millis())
        .bind(1, actor.who())
        .bind(2, actor.address())
        .bind(3, act)
        .bind(4, subject.toString())
        .bind(5, detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL)))
        .execute();
  }

  /** Writes by itself. */
  public void note(Actor actor, String act, Object subject) throws IOException, Fault {
    database.act(handle -> note(handle, actor, act, subject, ""));
  }

  /** The newest lines before this one, newest first. */
  public List<Line> before(long id, int limit) throws IOException, Fault {
    return database.read(handle ->
        handle
            .createQuery("SELECT * FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?")
            .bind(0, id)
            .bind(1, limit)
            .map((row, _) ->
                new Line(
                    row.getLong("id"),
                    Instant.ofEpochMilli(row.getLong("time")),
                    new Actor(row.getString("who"), row.getString("address")),
                    row.getString("act"),
                    row.getString("subject"),
                    row.getString("detail")))
            .list());
  }
}
