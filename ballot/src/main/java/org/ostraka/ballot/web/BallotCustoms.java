package org.ostraka.ballot.web;

import io.micrometer.core.instrument.Timer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.box.DamagedFileException;
import org.ostraka.ballot.server.BallotServer;
import org.ostraka.ballot.server.RollFile;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.web.Customs;
import org.ostraka.web.HttpsLimits;
import org.ostraka.web.Route;

/** What a ballot server's interface does in its own way. */
final class BallotCustoms implements Customs {

  /** Longest body that is held in memory, in bytes. */
  static final int LARGEST = 4 << 20;

  private static final String ELECTIONS = "/v1/elections";
  private static final HttpsLimits LIMITS =
      new HttpsLimits(1_000, 512, 16 * (LARGEST >> 10), 6, RollFile.MAX_BYTES);

  private final BallotServer server;
  private final ApiMetrics metrics;

  BallotCustoms(BallotServer server, ApiMetrics metrics) {
    this.server = server;
    this.metrics = metrics;
  }

  @Override
  public String self() {
    return "server";
  }

  @Override
  public HttpsLimits limits() {
    return LIMITS;
  }

  /** What the servers agreed upon is told only by one that knows it. */
  @Override
  public void requireReady(Route<?> route) throws Fault {
    if (route.path().startsWith(ELECTIONS) && !server.isCurrent()) {
      throw new Fault(
          FaultKind.UNAVAILABLE,
          "catching-up",
          "server %s has started and is catching up with the others: wait, or ask another one"
              .formatted(server.id()));
    }
  }

  @Override
  public Optional<Fault> meaningOf(Exception failure) {
    return failure instanceof DamagedFileException damaged
        ? Optional.of(Refusal.DAMAGED.fault(damaged.name()))
        : Optional.empty();
  }

  @Override
  public LongConsumer timer(Route<?> route) {
    Timer timer = metrics.timer(route);
    return nanos -> timer.record(nanos, TimeUnit.NANOSECONDS);
  }
}
