package org.ostraka.sync.account;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.ProgramVersion;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.UserName;

/** The machines that are signed in to stay, and what each is synchronised with. */
public final class Desks {

  /** Names that stand in the journal for what is no desk. */
  private static final Set<String> NOT_DESKS = Set.of("console", "svn");

  private final AccountParts parts;

  Desks(AccountParts parts) {
    this.parts = parts;
  }

  /**
   * One of them.
   *
   * @param version which release its program is; empty if it never said
   * @param seen when it last told how far it is, or signed in
   * @param positions by repository, the last journal position that it has taken in
   */
  public record Desk(
      DeskName name,
      UserName user,
      Optional<ProgramVersion> version,
      Instant made,
      Instant seen,
      Map<String, Long> positions) {}

  /** Passes if no desk has this name. */
  static void requireNew(Handle handle, DeskName desk) throws Fault {
    int known =
        handle
            .createQuery("SELECT count(*) FROM desks WHERE name = ?")
            .bind(0, desk.text())
            .mapTo(Integer.class)
            .one();
    if (known > 0) {
      throw Refusals.exists("desk", desk);
    }
  }

  /** The number of the desk, new or not; a token that it had ends with this sign-in. */
  static long register(Handle handle, Principal principal, long now) throws Fault {
    String name = principal.desk().orElseThrow().text();
    if (NOT_DESKS.contains(name)) {
      throw Refusals.exists("desk", name);
    }
    handle.execute(
        "INSERT INTO desks (name, user_id, made, seen) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        name,
        principal.id(),
        now,
        now);
    long id =
        handle
            .createQuery("SELECT id FROM desks WHERE name = ? AND user_id = ?")
            .bind(0, name)
            .bind(1, principal.id())
            .mapTo(Long.class)
            .findOne()
            .orElseThrow(() -> Refusals.exists("desk", name));
    handle.execute("DELETE FROM tokens WHERE desk_id = ?", id);
    return id;
  }

  /** Everybody's desks, sorted by name. */
  public List<Desk> list() throws Fault, IOException {
    return parts
        .database()
        .read(handle ->
            handle
                .createQuery(
                    "SELECT d.id, d.name, u.name, d.made, d.seen, d.version FROM desks d"
                        + " JOIN users u ON u.id = d.user_id ORDER BY d.name")
                .map((row, _) ->
                    new Desk(
                        new DeskName(row.getString(2)),
                        new UserName(row.getString(3)),
                        Optional.ofNullable(row.getString(6)).map(ProgramVersion::new),
                        Instant.ofEpochMilli(row.getLong(4)),
                        Instant.ofEpochMilli(row.getLong(5)),
                        positions(handle, row.getLong(1))))
                .list());
  }

  private static Map<String, Long> positions(Handle handle, long desk) {
    Map<String, Long> positions = new TreeMap<>();
    handle
        .createQuery(
            "SELECT r.name, p.position FROM desk_repositories p"
                + " JOIN repositories r ON r.id = p.repository_id WHERE p.desk_id = ?")
        .bind(0, desk)
        .map((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
        .forEach(entry -> positions.put(entry.getKey(), entry.getValue()));
    return positions;
  }

  /** Keeps which release a desk's program is; what says none is as if it never had. */
  public void runs(DeskName desk, Optional<ProgramVersion> version) throws Fault, IOException {
    @Nullable String text = version.map(ProgramVersion::text).orElse(null);
    parts
        .database()
        .act(handle ->
            handle.execute(
                "UPDATE desks SET version = ? WHERE name = ? AND version IS NOT ?",
                text,
                desk.text(),
                text));
  }

  /** Keeps how far a desk is with a repository. */
  public void reached(DeskName desk, RepositoryName repository, long position)
      throws Fault, IOException {
    long now = parts.clock().millis();
    parts
        .database()
        .act(handle -> {
          handle.execute("UPDATE desks SET seen = ? WHERE name = ?", now, desk.text());
          handle.execute(
              "INSERT INTO desk_repositories SELECT d.id, r.id, ?, ? FROM desks d, repositories r"
                  + " WHERE d.name = ? AND r.name = ? ON CONFLICT DO UPDATE SET"
                  + " position = excluded.position, seen = excluded.seen",
              position,
              now,
              desk.text(),
              repository.text());
        });
  }

  /** A desk is no longer synchronised with a repository. */
  public void left(DeskName desk, RepositoryName repository) throws Fault, IOException {
    parts
        .database()
        .act(handle ->
            handle.execute(
                "DELETE FROM desk_repositories WHERE"
                    + " desk_id IN (SELECT id FROM desks WHERE name = ?) AND"
                    + " repository_id IN (SELECT id FROM repositories WHERE name = ?)",
                desk.text(),
                repository.text()));
  }

  /**
   * Revokes a desk's token and forgets the desk: it is disconnected at once.
   *
   * @param by an administrator, or the desk's own user
   * @throws Fault NOT_FOUND if there is none, or it is somebody else's
   */
  public void revoke(Principal by, Actor actor, DeskName desk) throws Fault, IOException {
    parts
        .database()
        .act(handle -> {
          int gone =
              handle.execute(
                  "DELETE FROM desks WHERE name = ? AND (user_id = ? OR ?)",
                  desk.text(),
                  by.id(),
                  by.admin());
          if (gone == 0) {
            throw Refusals.unknown("desk", desk);
          }
          parts.audit().note(handle, actor, "desk-revoked", desk, "");
        });
    parts.live().end(session -> session.principal().desk().filter(desk::equals).isPresent());
  }
}
