package org.ostraka.sync.hub;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.history.History;
import org.ostraka.sync.history.HistoryStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The history of an open repository, kept going: while the place where it is written cannot be
 * opened, the repository works all the same, and the place is tried again. On a hub that is open
 * for one command of its own machine the history rests, and is opened for a look only.
 */
final class KeptHistory implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(KeptHistory.class);
  private static final int SECONDS_BETWEEN_TRIES = 5;

  private final Opener opener;
  private final boolean works;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Optional<History> history = Optional.empty();
  private volatile Fault trouble = Fault.of(FaultKind.UNAVAILABLE, "the history is being opened");
  private Optional<Thread> tries = Optional.empty();

  /** Opens the history's place, and makes it where it is the hub's own. */
  @FunctionalInterface
  interface Opener {
    History open() throws IOException, Fault;
  }

  /**
   * Opens the history now if it can be, and later if it cannot.
   *
   * @param works whether the history is written and read meanwhile; else it rests
   */
  KeptHistory(Opener opener, boolean works) {
    this.opener = opener;
    this.works = works;
    if (works && !opens()) {
      this.tries =
          Optional.of(Thread.ofPlatform().name("history-opener").daemon().start(this::run));
    }
  }

  private boolean opens() {
    try {
      History opened = opener.open();
      opened.start();
      history = Optional.of(opened);
      return true;
    } catch (Fault e) {
      note(e);
    } catch (IOException | RuntimeException e) {
      note(new Fault(FaultKind.UNAVAILABLE, "history-closed", String.valueOf(e.getMessage()), e));
    }
    return false;
  }

  private void note(Fault fault) {
    // Once, not every time that it is tried: a server may be away for days.
    if (!fault.text().equals(trouble.text())) {
      LOG.warn("the history cannot be opened, which is tried again: {}", fault.text(), fault);
    }
    trouble = fault;
  }

  private void run() {
    try {
      while (!closing.await(SECONDS_BETWEEN_TRIES, TimeUnit.SECONDS)) {
        if (opens()) {
          return;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** The journal has grown. */
  void wake() {
    history.ifPresent(History::wake);
  }

  /** What is asked of the history. */
  @FunctionalInterface
  interface Use<T> {
    T of(History history) throws IOException, Fault;
  }

  /**
   * Asks the history.
   *
   * @throws Fault why it is not open, if it is not
   */
  <T> T ask(Use<T> use) throws IOException, Fault {
    if (!works) {
      return askResting(use);
    }
    Optional<History> open = history;
    if (open.isEmpty()) {
      throw trouble;
    }
    return use.of(open.get());
  }

  /** One at a time: the history's own files are for one that is open. */
  private synchronized <T> T askResting(Use<T> use) throws IOException, Fault {
    try (History resting = opener.open()) {
      return use.of(resting);
    }
  }

  /** How far it is; where it cannot say, at the beginning and why. */
  HistoryStatus status(long position) {
    try {
      return ask(History::status);
    } catch (Fault e) {
      return new HistoryStatus(0, position, 0, Optional.of(e.text()));
    } catch (IOException e) {
      return new HistoryStatus(0, position, 0, Optional.of(String.valueOf(e.getMessage())));
    }
  }

  /** Ends after the commit that is under way. */
  @Override
  public void close() throws IOException {
    closing.countDown();
    boolean interrupted = false;
    while (tries.isPresent() && tries.get().isAlive()) {
      try {
        tries.get().join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (history.isPresent()) {
      history.get().close();
    }
  }
}
