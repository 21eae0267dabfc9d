package org.ostraka.sync.account;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.ostraka.base.Fault;
import org.ostraka.sync.RepositoryName;

/** The list of repositories: which there are, and where their history goes. */
public final class Repositories {
  private final AccountParts parts;

  Repositories(AccountParts parts) {
    this.parts = parts;
  }

  /**
   * An existing Subversion server that keeps a repository's history.
   *
   * @param url where the repository's root is
   * @param user whom to sign in there as; empty where nobody needs to
   */
  public record Attachment(String url, String user, String password) {

    /** Without the password. */
    @Override
    public String toString() {
      return user.isEmpty() ? url : "%s as %s".formatted(url, user);
    }
  }

  /**
   * One of them.
   *
   * @param id its number, and the name of its folder; never used again
   * @param uid its name in the commits of its history, the same nowhere else
   * @param attachment empty if the hub keeps the history itself
   * @param quotaBytes the most that its chunks may take on the hub's disk; 0 for no limit
   */
  public record Repository(
      long id,
      RepositoryName name,
      String uid,
      Optional<Attachment> attachment,
      long quotaBytes,
      Instant made) {}

  /** Adds one. */
  public Repository add(
      Actor actor, RepositoryName name, Optional<Attachment> attachment, long quotaBytes)
      throws Fault, IOException {
    return parts
        .database()
        .transact(handle -> {
          int added =
              handle
                  .createUpdate(
                      "INSERT INTO repositories (name, quota, svn_url, svn_user, svn_password,"
                          + " made, uid) VALUES (?, ?, ?, ?, ?, ?, lower(hex(randomblob(16)))) ON"
                          + " CONFLICT DO NOTHING")
                  .bind(0, name.text())
                  .bind(1, quotaBytes)
                  .bind(2, attachment.map(Attachment::url).orElse(null))
                  .bind(3, attachment.map(Attachment::user).orElse(null))
                  .bind(4, attachment.map(Attachment::password).orElse(null))
                  .bind(5, parts.clock().millis())
                  .execute();
          if (added == 0) {
            throw Refusals.exists("repository", name);
          }
          String detail = attachment.map(Attachment::toString).orElse("");
          parts.audit().note(handle, actor, "repository-added", name, detail);
          return require(handle, name);
        });
  }

  /** Takes one off the list, with its rights. Its folder stays until somebody deletes it. */
  public void remove(Actor actor, RepositoryName name, boolean purged) throws Fault, IOException {
    parts
        .database()
        .act(handle -> {
          handle.execute("DELETE FROM repositories WHERE id = ?", require(handle, name).id());
          String detail = purged ? "with its data" : "data kept";
          parts.audit().note(handle, actor, "repository-removed", name, detail);
        });
    parts.changed();
  }

  /** Changes how much its chunks may take; 0 for no limit. */
  public void changeQuota(Actor actor, RepositoryName name, long quotaBytes)
      throws Fault, IOException {
    parts
        .database()
        .act(handle -> {
          long id = require(handle, name).id();
          handle.execute("UPDATE repositories SET quota = ? WHERE id = ?", quotaBytes, id);
          parts.audit().note(handle, actor, "quota-changed", name, quotaBytes + " bytes");
        });
  }

  /** All of them, sorted by name. */
  public List<Repository> list() throws Fault, IOException {
    return parts
        .database()
        .read(handle ->
            handle
                .createQuery("SELECT * FROM repositories ORDER BY name")
                .map((row, _) -> read(row))
                .list());
  }

  private static Repository read(ResultSet row) throws SQLException {
    Optional<String> url = Optional.ofNullable(row.getString("svn_url"));
    String user = Optional.ofNullable(row.getString("svn_user")).orElse("");
    String password = Optional.ofNullable(row.getString("svn_password")).orElse("");
    return new Repository(
        row.getLong("id"),
        new RepositoryName(row.getString("name")),
        row.getString("uid"),
        url.map(it -> new Attachment(it, user, password)),
        row.getLong("quota"),
        Instant.ofEpochMilli(row.getLong("made")));
  }

  static Repository require(Handle handle, RepositoryName name) throws Fault {
    return handle
        .createQuery("SELECT * FROM repositories WHERE name = ?")
        .bind(0, name.text())
        .map((row, _) -> read(row))
        .findOne()
        .orElseThrow(() -> Refusals.unknown("repository", name));
  }
}
