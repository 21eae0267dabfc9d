package org.ostraka.ballot.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.Standing;

/** Who waits for a decision is told that one, however many follow it. */
final class DecisionsTest {
  private static final ServerId SERVER = new ServerId("s1");
  private static final ClaimId MINE = new ClaimId(SERVER, 7);

  /** Kept at the same place. */
  private static final ClaimId LATER = new ClaimId(SERVER, 7 + (1L << 32));

  private static final Standing VALID = new Standing.Valid(new LogIndex(3));

  private final Decisions decisions = new Decisions();

  private FutureTask<Standing> waiter(Duration atMost) throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    FutureTask<Standing> waiter =
        new FutureTask<>(() ->
            decisions.await(
                MINE,
                () -> {
                  asked.countDown();
                  return true;
                },
                atMost));
    Thread.ofVirtual().start(waiter);
    asked.await();
    return waiter;
  }

  @Test
  void aLaterDecisionTakesNothingFromWhoWaits() throws Exception {
    FutureTask<Standing> waiter = waiter(Duration.ofMinutes(1));
    synchronized (decisions) {
      decisions.tell(MINE, VALID, () -> {});
      decisions.tell(LATER, new Standing.Valid(new LogIndex(4)), () -> {});
    }
    assertThat(waiter.get()).isEqualTo(VALID);
    assertThat(decisions.of(MINE)).as("what is kept is the later one").isEmpty();
  }

  @Test
  void whoseTimeIsOverLeavesTheOthersWaiting() throws Exception {
    FutureTask<Standing> patient = waiter(Duration.ofMinutes(1));
    assertThat(waiter(Duration.ofMillis(1)).get()).isEqualTo(new Standing.Waiting());
    decisions.tell(MINE, VALID, () -> {});
    assertThat(patient.get()).isEqualTo(VALID);
  }
}
