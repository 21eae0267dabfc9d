package org.ostraka.sync.desk;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.ostraka.sync.ChangeId;
import org.ostraka.sync.NodeId;

/**
 * Draws ids. Node ids begin with 48 bits of milliseconds, so that those made together lie together
 * in an index; the rest is random.
 */
public final class NodeIds {
  private final InstantSource clock;
  private final RandomGenerator random;

  public NodeIds(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  NodeId next() {
    long time = clock.millis() << 16;
    return new NodeId(time | (random.nextLong() & 0xffff), random.nextLong());
  }

  /** An id for a change, by which its desk knows it again, also after a crash. */
  ChangeId nextChange(long stamp) {
    return new ChangeId(stamp, random.nextLong());
  }
}
