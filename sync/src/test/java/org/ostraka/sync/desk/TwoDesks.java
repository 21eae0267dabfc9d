package org.ostraka.sync.desk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two desks on real folders, with a hub in memory between them. */
abstract class TwoDesks {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path home;
  final MemoryHub hub = new MemoryHub();
  TestDesk ann;
  TestDesk bob;

  @BeforeEach
  void start() throws IOException {
    ann = new TestDesk(home, "ann", hub);
    bob = new TestDesk(home, "bob", hub);
  }

  @AfterEach
  void stop() throws IOException {
    ann.close();
    bob.close();
  }

  final void awaitSame() {
    await(
        "same on both",
        () ->
            quiet(ann)
                && quiet(bob)
                && ann.session().position() == hub.position()
                && bob.session().position() == hub.position()
                && ann.listing().equals(bob.listing()));
  }

  static boolean quiet(TestDesk desk) {
    return desk.status().state() == SessionStatus.State.SYNCED;
  }

  /** What may become true. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException;
  }

  final void await(String what, Condition condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!condition.holds()) {
        if (System.nanoTime() > end) {
          throw new AssertionError(
              "%s: not in time%nann %s %s%nbob %s %s"
                  .formatted(what, ann.status(), ann.names(), bob.status(), bob.names()));
        }
        LockSupport.parkNanos(2_000_000);
      }
    } catch (IOException e) {
      throw new AssertionError(what, e);
    }
  }
}
