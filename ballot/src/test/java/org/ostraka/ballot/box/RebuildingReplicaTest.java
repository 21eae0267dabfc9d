package org.ostraka.ballot.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A replica whose box is rebuilt behind its caller answers nothing before it knows all. */
final class RebuildingReplicaTest {

  /** A store that lets itself be read when it is told to. */
  private static final class SlowStore extends MemoryBoxStore {
    final CountDownLatch told = new CountDownLatch(1);
    volatile boolean broken;

    @Override
    public synchronized void forEachRow(Consumer<Change> rows) {
      try {
        told.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (broken) {
        throw new IllegalStateException("a row that is none");
      }
      super.forEachRow(rows);
    }
  }

  private final SlowStore store = new SlowStore();

  @Test
  void whoAsksMeanwhileWaits() throws Exception {
    BallotReplica replica = BallotReplica.rebuilding(store, settled -> {});
    FutureTask<Boolean> question =
        new FutureTask<>(() -> replica.ask(box -> box.elections().isEmpty()));
    Thread.ofVirtual().start(question);
    assertThat(question.isDone()).isFalse();
    store.told.countDown();
    replica.awaitRebuilt();
    assertThat(question.get()).isTrue();
  }

  @Test
  void ofABoxThatCannotBeRebuiltNothingIsTold() {
    BallotReplica replica = BallotReplica.rebuilding(store, settled -> {});
    store.broken = true;
    store.told.countDown();
    assertThatThrownBy(replica::awaitRebuilt).hasRootCauseMessage("a row that is none");
    assertThatThrownBy(() -> replica.ask(BallotBox::elections))
        .hasRootCauseMessage("a row that is none");
  }
}
