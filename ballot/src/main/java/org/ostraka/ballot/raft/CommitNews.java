package org.ostraka.ballot.raft;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the followers learn that the last entry of their leader's log is committed.
 *
 * <p>They learn of a commit with the next entry. When the log ends, none follows soon, and a
 * heartbeat would come after half an election timeout: so the leader asks for one. Ratis sends it
 * once for a commit, and a follower that is still making the entry durable pays no heed to it: so
 * the leader waits for that first, if not for long.
 */
final class CommitNews {
  private static final Logger LOG = LoggerFactory.getLogger(CommitNews.class);
  private static final long LOOK_MILLIS = 1;

  /** The others shall not wait longer for a follower whose disk is slow. */
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private final Leader leader;

  /** The leader, as this server sees itself. */
  interface Leader {
    /** Whether this server leads and its log ends with that entry. */
    boolean endsWith(long index);

    /** Whether every follower that was heard of lately holds the entry durably. */
    boolean isHeld(long index);

    /** Makes every follower hear of what is committed. */
    void tell();
  }

  CommitNews(Leader leader) {
    this.leader = leader;
  }

  /** An entry is applied here, hence committed; does not wait. */
  void committed(long index) {
    if (leader.endsWith(index)) {
      Thread.ofVirtual().name("commit-news").start(() -> bring(index));
    }
  }

  /** Tells when it is time to, unless the log goes on: then the next entry brings the news. */
  void bring(long index) {
    try {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (leader.endsWith(index) && !leader.isHeld(index) && System.nanoTime() < deadline) {
        Thread.sleep(LOOK_MILLIS);
      }
      if (leader.endsWith(index)) {
        leader.tell();
      }
    } catch (InterruptedException e) {
      LOG.debug("entry {}: the next heartbeat tells it", index, e);
    }
  }
}
