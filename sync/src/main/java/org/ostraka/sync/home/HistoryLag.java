package org.ostraka.sync.home;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.desk.Session;
import org.ostraka.sync.web.RemoteHub;

/**
 * How far the histories of a desk's repositories are behind on the hub. It asks now and then, while
 * something changes or one of them lags; nothing waits for it.
 */
final class HistoryLag implements Closeable {

  /** What is said where the hub could not be asked. */
  static final long UNKNOWN = -1;

  private static final Duration EVERY = Duration.ofSeconds(2);

  private final RemoteHub hub;
  private final Map<RepositoryName, List<Session>> sessions;
  private final Map<RepositoryName, RemoteHub.Standing> known = new ConcurrentHashMap<>();
  private final Thread thread;

  HistoryLag(RemoteHub hub, Map<RepositoryName, List<Session>> sessions) {
    this.hub = hub;
    this.sessions = Map.copyOf(sessions);
    this.thread = Thread.ofVirtual().name("history-lag").start(this::run);
  }

  private void run() {
    try {
      while (true) {
        sessions.forEach(this::ask);
        TimeUnit.NANOSECONDS.sleep(EVERY.toNanos());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(RepositoryName repository, List<Session> followers) {
    long reached = followers.stream().mapToLong(Session::position).max().orElse(0);
    RemoteHub.@Nullable Standing last = known.get(repository);
    if (last != null && last.position() == reached && changes(last) == 0) {
      return;
    }
    try {
      known.put(repository, hub.standing(repository));
    } catch (IOException | Fault _) {
      // That the hub is away is said elsewhere.
      known.remove(repository);
    }
  }

  private static long changes(RemoteHub.Standing standing) {
    return standing.position() - standing.historyPosition();
  }

  /** Changes that are not in Subversion yet, or {@link #UNKNOWN}. */
  long changes(RepositoryName repository) {
    RemoteHub.@Nullable Standing last = known.get(repository);
    return last == null ? UNKNOWN : changes(last);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
