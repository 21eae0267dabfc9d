package org.ostraka.sync.desk;

import java.io.IOException;
import org.ostraka.base.Fault;

/**
 * Has a large draft made durable piece by piece while it grows, one fsync at a time: whoever seals
 * it in the end waits for the last piece only.
 */
final class SteadyForce {
  private static final long EVERY_BYTES = 64 << 20;

  private final Courier courier;
  private String key = "";
  private long waiting;
  private Workshop.Job<Boolean> begun = () -> true;

  SteadyForce(Courier courier) {
    this.courier = courier;
  }

  /** So much was written at the end of a draft. */
  void wrote(String draft, long bytes) throws IOException, Fault {
    if (!draft.equals(key)) {
      key = draft;
      waiting = 0;
    }
    waiting += bytes;
    if (waiting >= EVERY_BYTES) {
      waiting = 0;
      finish();
      begun = courier.workshop().ahead(() -> force(draft));
    }
  }

  private boolean force(String draft) throws IOException {
    try (DeskDisk.Draft open = courier.disk().draft(draft)) {
      open.force();
      return true;
    }
  }

  /** Returns when what was begun has ended, and throws what it threw: the error is told once. */
  void finish() throws IOException, Fault {
    Workshop.Job<Boolean> last = begun;
    begun = () -> true;
    boolean _ = last.run();
  }
}
