package org.ostraka.ballot.fuse;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.Reservation;

/** Makes ballots durable: at once on the caller's thread, or together with others. */
@FunctionalInterface
interface Recorder {

  /** Records a ballot; the outcome is told once, on any thread. */
  void record(Reservation reservation, Block block, Outcome outcome);

  /** Hears how something ended. */
  @FunctionalInterface
  interface Outcome {

    /** It is done, or failed for this reason. */
    void is(@Nullable Exception failure);
  }

  /** Waits for an outcome. */
  final class Awaited implements Outcome {
    private final CountDownLatch told = new CountDownLatch(1);
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    @Override
    public void is(@Nullable Exception failed) {
      failure.set(failed);
      told.countDown();
    }

    /** Returns the failure, or null. */
    @Nullable Exception await() throws InterruptedException {
      told.await();
      return failure.get();
    }
  }
}
