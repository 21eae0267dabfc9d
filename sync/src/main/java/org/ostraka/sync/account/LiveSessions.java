package org.ostraka.sync.account;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;

/** The sessions in use now, by the digest of their token, so that no request asks the database. */
final class LiveSessions {
  private static final int MOST = 100_000;

  private final Map<Digest, Session> sessions = new ConcurrentHashMap<>();

  @Nullable Session getOrNull(Digest token) {
    return sessions.get(token);
  }

  /** The session of this token from now on, unless there is one. */
  Session put(Digest token, Session session) {
    if (sessions.size() >= MOST) {
      // They are found in the database again; what waits in their name goes on until it asks.
      end(_ -> true);
    }
    @Nullable Session before = sessions.putIfAbsent(token, session);
    return before == null ? session : before;
  }

  /** Ends those that match: what waits in their name is woken and refused. */
  void end(Predicate<Session> which) {
    sessions
        .entrySet()
        .removeIf(entry -> {
          boolean ends = which.test(entry.getValue());
          if (ends) {
            entry.getValue().end();
          }
          return ends;
        });
  }

  void forEach(BiConsumer<Digest, Session> work) {
    sessions.forEach(work);
  }

  void wakeAll() {
    sessions.values().forEach(Session::wake);
  }
}
