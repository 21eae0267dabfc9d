package org.ostraka.swarm.client;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.Holdings;
import org.ostraka.swarm.Run;

/** A peer as a download sees it: what it holds, what it was asked for, how fast it is. */
final class Source {

  /** What a peer may owe before anything is known of its speed, in bytes. */
  static final int LEAST_OWED = 256 * 1024;

  static final int MOST_OWED = 16 * 1024 * 1024;

  /** As much is asked for in advance as arrives in this time. */
  private static final double AHEAD_SECONDS = 0.3;

  private static final long STALL = 3_000;
  private static final double SMOOTHING = 0.3;

  private final long peer;
  private final FileKey key;
  private final BitSet has;
  private final BitSet taking = new BitSet();
  private final BitSet proofs = new BitSet();
  private final Map<Run, Long> asked = new LinkedHashMap<>();
  private long owed;
  private long window;
  private double rate;
  private long lastArrival;
  private long lastTick;
  private long busyUntil;

  Source(long peer, FileKey key, Holdings holdings, long now) {
    this.peer = peer;
    this.key = key;
    this.has = holdings.toBitSet();
    this.lastArrival = now;
    this.lastTick = now;
  }

  long peer() {
    return peer;
  }

  BitSet has() {
    return has;
  }

  BitSet taking() {
    return taking;
  }

  Map<Run, Long> asked() {
    return asked;
  }

  boolean isIdle() {
    return asked.isEmpty();
  }

  /** Whether it may be asked for more now. */
  boolean hasRoom(long now) {
    return now >= busyUntil && !isStalled(now) && asked.size() < 200 && owed < target();
  }

  private long target() {
    return Math.clamp((long) (rate * AHEAD_SECONDS), LEAST_OWED, MOST_OWED);
  }

  /** Asked for something, and nothing has come for three seconds. */
  boolean isStalled(long now) {
    return !asked.isEmpty() && now - lastArrival > STALL;
  }

  /** Blocks to ask for at once: about a tenth of a second's worth, 4 to 16. */
  int runBlocks() {
    return Math.clamp((long) (rate / 10 / FileKey.BLOCK), 4, Run.MAX_BLOCKS);
  }

  /** Whether the next ask for this fragment has to ask for its proof. */
  boolean needsProof(int fragment) {
    boolean first = !proofs.get(fragment);
    proofs.set(fragment);
    return first;
  }

  void ask(Run run, long now) {
    if (asked.isEmpty()) {
      lastArrival = now;
    }
    asked.put(run, now);
    owed += run.bytes(key);
  }

  /** Forgets an ask; whether there was one. */
  boolean settle(Run run) {
    if (asked.remove(run) == null) {
      return false;
    }
    owed -= run.bytes(key);
    return true;
  }

  void arrived(int bytes, long now) {
    window += bytes;
    lastArrival = now;
  }

  void busy(long until) {
    busyUntil = until;
  }

  void tick(long now) {
    if (now > lastTick) {
      double current = window * 1000.0 / (now - lastTick);
      if (window > 0 || !asked.isEmpty()) {
        rate += SMOOTHING * (current - rate);
      }
      window = 0;
      lastTick = now;
    }
  }

  /** Bytes a second, as observed. */
  double rate() {
    return rate;
  }

  /** Seconds until all that it owes will have come, as far as one can tell. */
  double secondsOwed() {
    return owed / Math.max(rate, 1.0);
  }

  /** Seconds until a further run would have come. */
  double secondsFor(Run run) {
    return (owed + run.bytes(key)) / Math.max(rate, 1.0);
  }
}
