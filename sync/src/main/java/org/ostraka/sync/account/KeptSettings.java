package org.ostraka.sync.account;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.ostraka.base.Fault;
import org.ostraka.sync.durable.Database;

/**
 * The settings of a hub: in the database, and in memory for whoever asks. A change is in force when
 * it is durable, without a restart.
 */
public final class KeptSettings {
  private final Database database;
  private final AuditLog audit;
  private final LiveSessions live;
  private volatile Settings current;

  KeptSettings(Database database, AuditLog audit, LiveSessions live) throws IOException, Fault {
    this.database = database;
    this.audit = audit;
    this.live = live;
    this.current = Settings.of(database.read(KeptSettings::kept));
  }

  private static Map<String, Long> kept(Handle handle) {
    Map<String, Long> kept = new HashMap<>();
    handle
        .createQuery("SELECT name, value FROM settings")
        .map((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
        .forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
    return kept;
  }

  /** Those in force. */
  public Settings current() {
    return current;
  }

  /** Puts others in force; what they shorten is shortened also where it exists. */
  public synchronized void change(Actor actor, Settings wanted) throws IOException, Fault {
    Map<String, Long> before = current.values();
    Map<String, Long> changed = wanted.values();
    changed.entrySet().removeIf(entry -> entry.getValue().equals(before.get(entry.getKey())));
    if (changed.isEmpty()) {
      return;
    }
    database.act(handle -> {
      changed.forEach((name, value) ->
          handle.execute(
              "INSERT INTO settings VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
              name,
              value));
      String detail =
          changed.entrySet().stream()
              .map(it -> it.getKey() + " " + before.get(it.getKey()) + " > " + it.getValue())
              .collect(Collectors.joining(", "));
      audit.note(handle, actor, "settings-changed", "hub", detail);
      Leases.shorten(handle, wanted);
    });
    current = wanted;
    // What began while this was written down began under the settings before.
    database.act(handle -> {
      Leases.shorten(handle, wanted);
      Leases.renew(handle, live);
    });
  }
}
