package org.ostraka.ballot.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When a leader tells its followers of a commit that no further entry tells them of. */
class CommitNewsTest {
  private static final long LAST = 7;

  /** A leader whose log ends with {@link #LAST}. */
  private static class QuietLeader implements CommitNews.Leader {
    final AtomicInteger told = new AtomicInteger();

    @Override
    public boolean endsWith(long index) {
      return index == LAST;
    }

    @Override
    public boolean isHeld(long index) {
      return true;
    }

    @Override
    public void tell() {
      told.incrementAndGet();
    }
  }

  @Test
  void theLastEntryIsToldWithoutWaitingForAHeartbeat() throws Exception {
    CountDownLatch heard = new CountDownLatch(1);
    new CommitNews(
            new QuietLeader() {
              @Override
              public void tell() {
                heard.countDown();
              }
            })
        .committed(LAST);
    heard.await();
  }

  @Test
  void anEntryThatIsFollowedByAnotherIsNotTold() {
    QuietLeader leader = new QuietLeader();
    new CommitNews(leader).bring(LAST - 1);
    assertThat(leader.told).hasValue(0);
  }

  /** A follower that is still making the entry durable would pay no heed. */
  @Test
  void whoStillMakesItDurableIsWaitedFor() {
    AtomicInteger looks = new AtomicInteger();
    QuietLeader leader =
        new QuietLeader() {
          @Override
          public boolean isHeld(long index) {
            assertThat(told).hasValue(0);
            return looks.incrementAndGet() == 3;
          }
        };
    new CommitNews(leader).bring(LAST);
    assertThat(looks).hasValue(3);
    assertThat(leader.told).hasValue(1);
  }

  @Test
  void aFollowerThatNeverHoldsItHoldsUpNobodyElse() {
    QuietLeader leader =
        new QuietLeader() {
          @Override
          public boolean isHeld(long index) {
            return false;
          }
        };
    new CommitNews(leader).bring(LAST);
    assertThat(leader.told).hasValue(1);
  }

  @Test
  void whileItWaitsTheNextEntryMayBringTheNews() {
    AtomicInteger looks = new AtomicInteger();
    QuietLeader leader =
        new QuietLeader() {
          @Override
          public boolean endsWith(long index) {
            return looks.incrementAndGet() == 1;
          }

          @Override
          public boolean isHeld(long index) {
            return false;
          }
        };
    new CommitNews(leader).bring(LAST);
    assertThat(leader.told).hasValue(0);
  }
}
