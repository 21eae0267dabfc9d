package org.ostraka.sim;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.ostraka.base.Digest;

/** What happened in a simulation: a digest of everything and the last lines in words. */
final class Trace {
  private static final int KEPT_LINES = 60;

  private final ByteBuffer event = ByteBuffer.allocate(2 * Long.BYTES);
  private final Deque<String> lines = new ArrayDeque<>();
  private MessageDigest sofar = Digest.sha256();

  /** Takes in that the action with this number ran. */
  void ran(Instant now, long sequence) {
    event.clear().putLong(nanos(now)).putLong(sequence).flip();
    sofar.update(event);
  }

  void note(Instant now, String line) {
    sofar.update(line.getBytes(StandardCharsets.UTF_8));
    lines.addLast(String.format(Locale.ROOT, "%13.6f s  %s", nanos(now) / 1e9, line));
    if (lines.size() > KEPT_LINES) {
      lines.removeFirst();
    }
  }

  private static long nanos(Instant now) {
    return Duration.between(Simulation.START, now).toNanos();
  }

  List<String> lastNotes() {
    return List.copyOf(lines);
  }

  Digest digest() {
    Digest digest = Digest.finish(sofar);
    // Finishing resets the computation: the rest of the run is chained to what came before.
    sofar = Digest.sha256();
    sofar.update(digest.toBytes());
    return digest;
  }
}
