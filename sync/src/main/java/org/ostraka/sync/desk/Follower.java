package org.ostraka.sync.desk;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.ostraka.base.Fault;
import org.ostraka.sync.RepositoryName;

/** Listens for the hub's announcements and tells the sessions. */
public final class Follower implements Closeable {
  private static final Duration LISTEN = Duration.ofSeconds(20);
  private static final long RETRY_MILLIS = 500;

  private final Hub hub;
  private final Map<RepositoryName, Session> sessions;
  private final Thread thread;
  private volatile boolean stopped;

  public Follower(Hub hub, Map<RepositoryName, Session> sessions) {
    this.hub = hub;
    this.sessions = Map.copyOf(sessions);
    this.thread = Thread.ofVirtual().name("desk-follower").start(this::run);
  }

  private void run() {
    Map<RepositoryName, Long> known = new HashMap<>();
    try {
      while (!stopped) {
        sessions.forEach((name, session) -> known.merge(name, session.position(), Math::max));
        try {
          Map<RepositoryName, Long> moved = hub.await(Map.copyOf(known), LISTEN);
          known.putAll(moved);
          moved.forEach(this::tell);
        } catch (IOException | Fault _) {
          // The sessions find out by themselves and say so.
          TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(RepositoryName name, long position) {
    Session session = sessions.get(name);
    if (session != null) {
      session.announced(position);
    }
  }

  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
  }
}
