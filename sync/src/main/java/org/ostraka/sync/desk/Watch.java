package org.ostraka.sync.desk;

import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryWatcher;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a session where something happened in its folder. What the system could not keep count of
 * is told as lost sight, upon which the session looks everywhere.
 */
public final class Watch implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final Path root;
  private final Session session;
  private final DirectoryWatcher watcher;
  private volatile boolean blind;
  private volatile boolean closed;

  /** Watches from now on, and has the session look everywhere once. */
  public Watch(Path root, Session session) throws IOException {
    this.root = root.toRealPath();
    this.session = session;
    this.watcher =
        DirectoryWatcher.builder().path(this.root).fileHashing(false).listener(this::on).build();
    Future<?> _ =
        watcher
            .watchAsync(work -> Thread.ofPlatform().daemon().name("desk-watch").start(work))
            .whenComplete((_, e) -> ended(e));
    session.lostSight();
  }

  private void ended(@Nullable Throwable cause) {
    if (cause != null && !closed) {
      LOG.warn("changes in {} are not seen at once any more: {}", root, cause.toString());
      blind = true;
    }
  }

  /** Whether nothing is told any more: the machine watches as many folders as it is set to. */
  public boolean isBlind() {
    return blind;
  }

  private void on(DirectoryChangeEvent event) {
    switch (event.eventType()) {
      case CREATE, MODIFY, DELETE -> {
        String path = root.relativize(event.path()).toString();
        if (!path.equals(IgnoreRules.OWN) && !path.startsWith(IgnoreRules.OWN + "/")) {
          session.touched(List.of(path));
        }
      }
      case OVERFLOW -> {
        LOG.info("events were lost in {}: looking everywhere", root);
        session.lostSight();
      }
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    watcher.close();
  }
}
