package org.ostraka.app.batch;

import java.io.IOException;
import java.time.Duration;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/** A thread's work in a batch: takes chunks and casts them through one server until all is done. */
final class Sender implements Runnable {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Attempt attempt;
  private final ChunkQueue queue;
  private final Answers answers;
  private final BatchCast.Patience patience;

  Sender(Attempt attempt, ChunkQueue queue, Answers answers, BatchCast.Patience patience) {
    this.attempt = attempt;
    this.queue = queue;
    this.answers = answers;
    this.patience = patience;
  }

  @Override
  public void run() {
    try {
      awaitServer();
      for (Chunk chunk = queue.takeOrNull(); chunk != null; chunk = queue.takeOrNull()) {
        settle(chunk);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      queue.fail(new Fault(FaultKind.BROKEN, "defect", "a defect of this program: " + e, e));
    }
  }

  /** Tries until the chunk is done, or until the server was silent for too long. */
  private void settle(Chunk chunk) throws InterruptedException {
    long silentFrom = System.nanoTime();
    Chunk left = chunk;
    while (!left.items().isEmpty() && !queue.isFailed()) {
      try {
        left = attempt.cast(left);
        answers.arrived();
        silentFrom = System.nanoTime();
        pauseIfAny(left);
      } catch (Fault | IOException e) {
        if (isOver(e) || System.nanoTime() - silentFrom > patience.forServer().toNanos()) {
          handOver(left);
          return;
        }
        Thread.sleep(PAUSE);
      }
    }
    queue.done();
  }

  private static void pauseIfAny(Chunk left) throws InterruptedException {
    if (!left.items().isEmpty()) {
      Thread.sleep(PAUSE);
    }
  }

  /** Whether the batch cannot go on: an answer that will be the same everywhere, or none at all. */
  private boolean isOver(Exception e) {
    if (e instanceof Fault fault && !mayPass(fault.kind())) {
      queue.fail(fault);
      return true;
    }
    if (answers.ceased()) {
      queue.fail(nobody(String.valueOf(e.getMessage())));
      return true;
    }
    return false;
  }

  private static boolean mayPass(FaultKind kind) {
    return switch (kind) {
      case UNAVAILABLE, NO_SPACE, BUSY, BROKEN, INTERRUPTED -> true;
      case USAGE,
          INVALID_INPUT,
          NOT_FOUND,
          ALREADY_EXISTS,
          ACCESS_DENIED,
          UNAUTHENTICATED,
          NOT_PERMITTED,
          READ_ONLY,
          TOO_LARGE,
          NAME_TOO_LONG,
          IS_DIRECTORY,
          NOT_DIRECTORY,
          UNSUPPORTED,
          CORRUPT ->
          false;
    };
  }

  /** Others take the chunk; this sender takes none before its server answers again. */
  private void handOver(Chunk left) throws InterruptedException {
    queue.giveBack(left);
    awaitServer();
  }

  private void awaitServer() throws InterruptedException {
    while (!queue.isOver() && !attempt.answers()) {
      if (answers.ceased()) {
        queue.fail(nobody("no server can be reached"));
      }
      Thread.sleep(PAUSE);
    }
  }

  private static Fault nobody(String reason) {
    return new Fault(
        FaultKind.UNAVAILABLE,
        "no-server",
        "no server has recorded a ballot for a while (%s): the same command goes on from here later"
            .formatted(reason));
  }
}
