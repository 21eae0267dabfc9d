package org.ostraka.sync.durable;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * The numbered scripts that make and change a database's tables. The number of the last one that
 * ran is SQLite's {@code user_version}; each runs once, in one transaction.
 */
final class Migrations {
  private final Class<?> owner;

  Migrations(Class<?> owner) {
    this.owner = owner;
  }

  void run(Database database) throws IOException, Fault {
    List<String> scripts = scripts();
    int done = database.read(Migrations::version);
    if (done > scripts.size()) {
      throw new Fault(
          FaultKind.UNSUPPORTED,
          "database-newer",
          "the database has version %d and this program knows up to %d: use the newer program"
              .formatted(done, scripts.size()));
    }
    for (int number = done + 1; number <= scripts.size(); number++) {
      String script = scripts.get(number - 1);
      int version = number;
      database.act(handle -> run(handle, script, version));
    }
  }

  private static int version(Handle handle) {
    return handle.createQuery("PRAGMA user_version").mapTo(Integer.class).one();
  }

  private static void run(Handle handle, String script, int version) {
    for (String statement : script.split(";\\s*\n", -1)) {
      if (!statement.isBlank()) {
        handle.execute(statement);
      }
    }
    handle.execute("PRAGMA user_version = " + version);
  }

  private List<String> scripts() throws IOException {
    List<String> scripts = new ArrayList<>();
    for (String next = scriptOrNull(1); next != null; next = scriptOrNull(scripts.size() + 1)) {
      scripts.add(next);
    }
    return scripts;
  }

  private @Nullable String scriptOrNull(int number) throws IOException {
    try (InputStream in = owner.getResourceAsStream("%03d.sql".formatted(number))) {
      return in == null ? null : new String(in.readAllBytes(), UTF_8);
    }
  }
}
