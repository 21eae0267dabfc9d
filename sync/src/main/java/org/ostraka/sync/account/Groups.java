package org.ostraka.sync.account;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.ostraka.base.Fault;
import org.ostraka.sync.UserName;

/** Sets of users that get rights together. */
public final class Groups {
  private final AccountParts parts;

  Groups(AccountParts parts) {
    this.parts = parts;
  }

  /** Adds an empty one. */
  public void add(Actor actor, GroupName name) throws Fault, IOException {
    parts
        .database()
        .act(handle -> {
          int added =
              handle.execute(
                  "INSERT INTO groups (name) VALUES (?) ON CONFLICT DO NOTHING", name.text());
          if (added == 0) {
            throw Refusals.exists("group", name);
          }
          parts.audit().note(handle, actor, "group-added", name, "");
        });
  }

  /** Removes a group with its rights; its members stay users. */
  public void remove(Actor actor, GroupName name) throws Fault, IOException {
    parts
        .database()
        .act(handle -> {
          handle.execute("DELETE FROM groups WHERE id = ?", require(handle, name));
          parts.audit().note(handle, actor, "group-removed", name, "");
        });
    parts.changed();
  }

  /** Puts a user into a group; nothing happens if it is there. */
  public void join(Actor actor, GroupName group, UserName user) throws Fault, IOException {
    parts
        .database()
        .act(handle -> {
          handle.execute(
              "INSERT INTO members VALUES (?, ?) ON CONFLICT DO NOTHING",
              require(handle, group),
              Users.require(handle, user));
          parts.audit().note(handle, actor, "group-joined", group, user.text());
        });
    parts.changed();
  }

  /** Takes a user out of a group. */
  public void leave(Actor actor, GroupName group, UserName user) throws Fault, IOException {
    parts
        .database()
        .act(handle -> {
          int left =
              handle.execute(
                  "DELETE FROM members WHERE group_id = ? AND user_id = ?",
                  require(handle, group),
                  Users.require(handle, user));
          if (left == 0) {
            throw Refusals.unknown("member", user);
          }
          parts.audit().note(handle, actor, "group-left", group, user.text());
        });
    parts.changed();
  }

  /** Every group with its members, both sorted. */
  public Map<String, List<String>> list() throws Fault, IOException {
    return parts
        .database()
        .read(handle -> {
          Map<String, List<String>> groups = new TreeMap<>();
          for (String name : names(handle, "SELECT name FROM groups")) {
            groups.put(name, members(handle, name));
          }
          return groups;
        });
  }

  private static List<String> members(Handle handle, String group) {
    return handle
        .createQuery(
            "SELECT u.name FROM members m JOIN users u ON u.id = m.user_id"
                + " JOIN groups g ON g.id = m.group_id WHERE g.name = ? ORDER BY u.name")
        .bind(0, group)
        .mapTo(String.class)
        .list();
  }

  private static List<String> names(Handle handle, String query) {
    return handle.createQuery(query).mapTo(String.class).list();
  }

  static long require(Handle handle, GroupName name) throws Fault {
    return handle
        .createQuery("SELECT id FROM groups WHERE name = ?")
        .bind(0, name.text())
        .mapTo(Long.class)
        .findOne()
        .orElseThrow(() -> Refusals.unknown("group", name));
  }
}
