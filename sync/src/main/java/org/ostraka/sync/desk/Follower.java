package org.ostraka.sync.desk;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.ostraka.base.Fault;
import org.ostraka.sync.RepositoryName;

/** Listens for the hub's announcements and tells the sessions. */
public final class Follower implements Closeable {
  /** For a session that is to ask the hub, though nothing may have come: rights changed, say. */
  private static final long BEYOND_ALL = Long.MAX_VALUE;

  private static final Duration LISTEN = Duration.ofSeconds(20);
  private static final long RETRY_MILLIS = 500;

  private final Hub hub;
  private final Map<RepositoryName, List<Session>> sessions;
  private final Thread thread;
  private volatile boolean stopped;

  /** Follows for these sessions, each beside its repository. */
  public Follower(Hub hub, Map<RepositoryName, List<Session>> sessions) {
    this.hub = hub;
    this.sessions = Map.copyOf(sessions);
    sessions.forEach(
        (name, all) -> hub.onUpload(name, part -> all.forEach(session -> session.coming(part))));
    this.thread = Thread.ofVirtual().name("desk-follower").start(this::run);
  }

  private void run() {
    Map<RepositoryName, Long> known = new HashMap<>();
    boolean lost = false;
    try {
      while (!stopped) {
        sessions.forEach((name, all) -> known.merge(name, reached(all), Math::max));
        try {
          Map<RepositoryName, Long> before = Map.copyOf(known);
          Map<RepositoryName, Long> moved = hub.await(before, LISTEN);
          known.putAll(moved);
          moved.forEach((name, position) ->
              tell(name, position.equals(before.get(name)) ? BEYOND_ALL : position));
          if (lost) {
            // The hub that is back may be one of an older copy: its numbers tell nothing.
            sessions.keySet().forEach(name -> tell(name, BEYOND_ALL));
          }
          lost = false;
        } catch (IOException | Fault _) {
          // The sessions find out by themselves and say so.
          lost = true;
          TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** How far the slowest of them is: the others find out that they know already. */
  private static long reached(List<Session> sessions) {
    return sessions.stream().mapToLong(Session::position).min().orElse(0);
  }

  private void tell(RepositoryName name, long position) {
    sessions.getOrDefault(name, List.of()).forEach(session -> session.announced(position));
  }

  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
  }
}
