package org.ostraka.sync.account;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.UserName;

/** The rights that were given, and what follows from them for each user. */
public final class Grants {
  private static final int MOST_KEPT = 20_000;

  private final AccountParts parts;
  private final Map<Key, Known> known = new ConcurrentHashMap<>();

  Grants(AccountParts parts) {
    this.parts = parts;
  }

  private record Key(long repository, long user) {}

  private record Known(long edition, Rights rights) {}

  /**
   * Gives a right at a folder in place of what the holder had there.
   *
   * @throws Fault NOT_FOUND if there is no such repository, user or group
   */
  public void give(Actor actor, RepositoryName repository, Grant grant) throws Fault, IOException {
    parts
        .database()
        .act(handle -> {
          long id = Repositories.require(handle, repository).id();
          put(handle, id, grant);
          String detail =
              "%s %s at %s".formatted(grant.holder(), grant.right().word(), grant.folder());
          parts.audit().note(handle, actor, "right-given", repository, detail);
        });
    parts.changed();
  }

  private static void put(Handle handle, long repository, Grant grant) throws Fault {
    @Nullable Long user = null;
    @Nullable Long group = null;
    switch (grant.holder()) {
      case Holder.OfUser(UserName name) -> user = Users.require(handle, name);
      case Holder.OfGroup(GroupName name) -> group = Groups.require(handle, name);
    }
    handle.execute(
        "DELETE FROM grants WHERE repository_id = ? AND node = ? AND user_id IS ? AND group_id IS ?",
        repository,
        grant.folder().toString(),
        user,
        group);
    handle.execute(
        "INSERT INTO grants (repository_id, node, user_id, group_id, permission) VALUES (?, ?, ?, ?, ?)",
        repository,
        grant.folder().toString(),
        user,
        group,
        grant.right().word());
  }

  /** Takes back what the holder has at the folder, so that the folder above decides again. */
  public void takeBack(Actor actor, RepositoryName repository, NodeId folder, Holder holder)
      throws Fault, IOException {
    parts
        .database()
        .act(handle -> {
          long id = Repositories.require(handle, repository).id();
          int gone =
              switch (holder) {
                case Holder.OfUser(UserName name) ->
                    handle.execute(
                        "DELETE FROM grants WHERE repository_id = ? AND node = ? AND user_id = ?",
                        id,
                        folder.toString(),
                        Users.require(handle, name));
                case Holder.OfGroup(GroupName name) ->
                    handle.execute(
                        "DELETE FROM grants WHERE repository_id = ? AND node = ? AND group_id = ?",
                        id,
                        folder.toString(),
                        Groups.require(handle, name));
              };
          if (gone == 0) {
            throw Refusals.unknown("right", holder + " at " + folder);
          }
          String detail = "%s at %s".formatted(holder, folder);
          parts.audit().note(handle, actor, "right-taken", repository, detail);
        });
    parts.changed();
  }

  /** All of a repository. */
  public List<Grant> list(RepositoryName repository) throws Fault, IOException {
    return parts
        .database()
        .read(handle ->
            handle
                .createQuery(
                    "SELECT g.node, u.name, o.name, g.permission FROM grants g"
                        + " LEFT JOIN users u ON u.id = g.user_id"
                        + " LEFT JOIN groups o ON o.id = g.group_id"
                        + " WHERE g.repository_id = ? ORDER BY g.node, u.name, o.name")
                .bind(0, Repositories.require(handle, repository).id())
                .map((row, _) -> {
                  @Nullable String user = row.getString(2);
                  String holder = user == null ? "@" + row.getString(3) : user;
                  return new Grant(
                      NodeId.parse(row.getString(1)),
                      Holder.parse(holder),
                      Right.parse(row.getString(4)));
                })
                .list());
  }

  /** What a user may do in a repository now; the user's own grants come before the groups'. */
  public Rights of(long repository, long user) throws Fault, IOException {
    // Read before the tables are: what changes meanwhile is then found out of date.
    long edition = parts.edition().get();
    Key key = new Key(repository, user);
    @Nullable Known before = known.get(key);
    if (before != null && before.edition == edition) {
      return before.rights;
    }
    Rights rights = parts.database().read(handle -> load(handle, key));
    if (known.size() >= MOST_KEPT) {
      known.clear();
    }
    known.put(key, new Known(edition, rights));
    return rights;
  }

  /** Rises whenever somebody's rights may have changed. */
  public long edition() {
    return parts.edition().get();
  }

  private static Rights load(Handle handle, Key key) {
    Map<NodeId, Right> grants = new HashMap<>();
    rows(
            handle,
            "SELECT node, permission FROM grants WHERE repository_id = ? AND group_id IN"
                + " (SELECT group_id FROM members WHERE user_id = ?)",
            key)
        .forEach(row -> grants.merge(row.getKey(), row.getValue(), Grants::higher));
    rows(handle, "SELECT node, permission FROM grants WHERE repository_id = ? AND user_id = ?", key)
        .forEach(row -> grants.put(row.getKey(), row.getValue()));
    return new Rights(grants);
  }

  private static Right higher(Right one, Right other) {
    return one.includes(other) ? one : other;
  }

  private static List<Map.Entry<NodeId, Right>> rows(Handle handle, String query, Key key) {
    return handle
        .createQuery(query)
        .bind(0, key.repository)
        .bind(1, key.user)
        .map((row, _) -> Map.entry(NodeId.parse(row.getString(1)), Right.parse(row.getString(2))))
        .list();
  }
}
