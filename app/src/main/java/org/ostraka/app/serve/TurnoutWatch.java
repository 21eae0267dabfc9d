package org.ostraka.app.serve;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.Phase;
import org.ostraka.ballot.web.RemoteBallotServer;
import org.ostraka.base.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at every open election now and then, so that its curve is there for whoever comes later,
 * after a restart too.
 */
final class TurnoutWatch implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(TurnoutWatch.class);
  private static final Duration PERIOD = Duration.ofSeconds(5);

  /** Looks between two writings: a crash costs the curve so much. */
  private static final int LOOKS_KEPT = 6;

  private final Elections elections;
  private final Turnout turnout;
  private final Thread watcher;

  private TurnoutWatch(Elections elections, Turnout turnout) {
    this.elections = elections;
    this.turnout = turnout;
    this.watcher = Thread.ofVirtual().name("turnout").unstarted(this::watch);
  }

  static TurnoutWatch start(Elections elections, Turnout turnout) {
    TurnoutWatch watch = new TurnoutWatch(elections, turnout);
    watch.watcher.start();
    return watch;
  }

  private void watch() {
    try {
      for (int looks = 0; ; looks++) {
        look();
        if (looks % LOOKS_KEPT == 0) {
          turnout.keep();
        }
        Thread.sleep(PERIOD);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    try {
      RemoteBallotServer server = elections.operator();
      for (Election election : server.view().elections()) {
        if (election.phase() == Phase.OPEN) {
          long valid = server.view().election(election.name()).tally().valid();
          turnout.note(election.name(), System.currentTimeMillis(), valid);
        }
      }
    } catch (Fault | IOException e) {
      LOG.debug("the turnout is not known now: {}", e.toString());
    }
  }

  @Override
  public void close() {
    watcher.interrupt();
    turnout.keep();
  }
}
