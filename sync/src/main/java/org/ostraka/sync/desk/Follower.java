package org.ostraka.sync.desk;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.ostraka.base.Fault;
import org.ostraka.sync.RepositoryName;

/**
 * Listens for the hub's announcements and tells the sessions. A session that would do nothing now
 * is not listened for: where its repository is refused, the hub would refuse the stream of all.
 */
public final class Follower implements Closeable {
  /** For a session that is to ask the hub, though nothing may have come: rights changed, say. */
  private static final long BEYOND_ALL = Long.MAX_VALUE;

  private static final Set<SessionStatus.State> STANDING_STILL =
      EnumSet.of(
          SessionStatus.State.REFUSED,
          SessionStatus.State.PAUSED,
          SessionStatus.State.HALTED,
          SessionStatus.State.GONE);

  /** So often it is asked anew which sessions there are to listen for. */
  private static final Duration LISTEN = Duration.ofSeconds(1);

  private static final long RETRY_MILLIS = 500;

  private final Hub hub;
  private final Map<RepositoryName, List<Session>> sessions;
  private final Thread thread;
  private volatile boolean stopped;

  // Both for the thread alone.
  private final Map<RepositoryName, Long> known = new HashMap<>();
  private boolean lost;

  /** Follows for these sessions, each beside its repository. */
  public Follower(Hub hub, Map<RepositoryName, List<Session>> sessions) {
    this.hub = hub;
    this.sessions = Map.copyOf(sessions);
    sessions.forEach(
        (name, all) -> hub.onUpload(name, part -> all.forEach(session -> session.coming(part))));
    this.thread = Thread.ofVirtual().name("desk-follower").start(this::run);
  }

  private void run() {
    try {
      while (!stopped) {
        if (!listen()) {
          TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the hub answered. Where it did not, each session asks it, and says what is wrong. */
  private boolean listen() {
    Map<RepositoryName, Long> before = listenedFor();
    try {
      Map<RepositoryName, Long> moved = hub.await(before, LISTEN);
      known.putAll(moved);
      moved.forEach((name, position) ->
          tell(name, position.equals(before.get(name)) ? BEYOND_ALL : position));
      if (lost) {
        // The hub that is back may be one of an older copy: its numbers tell nothing.
        tellAll();
      }
      lost = false;
      return true;
    } catch (IOException | Fault _) {
      if (!lost) {
        tellAll();
      }
      lost = true;
      return false;
    }
  }

  private Map<RepositoryName, Long> listenedFor() {
    Map<RepositoryName, Long> open = new HashMap<>();
    sessions.forEach((name, all) -> {
      long position = known.merge(name, reached(all), Math::max);
      if (all.stream().anyMatch(it -> !STANDING_STILL.contains(it.status().state()))) {
        open.put(name, position);
      }
    });
    return open;
  }

  private void tellAll() {
    sessions.keySet().forEach(name -> tell(name, BEYOND_ALL));
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
