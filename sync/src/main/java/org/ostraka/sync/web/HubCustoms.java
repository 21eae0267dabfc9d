package org.ostraka.sync.web;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.chunk.DamagedChunkException;
import org.ostraka.web.Customs;
import org.ostraka.web.HttpsLimits;
import org.ostraka.web.Route;

/** What a hub's interface does in its own way. */
final class HubCustoms implements Customs {
  private static final int BODIES_KIB = 256 << 10;
  private static final long PASSED_OVER = 16 << 20;

  /** What a desk sends at a time: packs that come in new memory would be copied by collections. */
  private static final int KEPT_BUFFERS = 8;

  private static final HttpsLimits LIMITS =
      new HttpsLimits(10_000, 8_000, BODIES_KIB, KEPT_BUFFERS, PASSED_OVER);

  private final HubMetrics metrics;

  HubCustoms(HubMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public LongConsumer timer(Route<?> route) {
    return metrics.timer(route);
  }

  @Override
  public String self() {
    return "hub";
  }

  @Override
  public HttpsLimits limits() {
    return LIMITS;
  }

  @Override
  public Duration grace() {
    return Duration.ofSeconds(5);
  }

  @Override
  public boolean meetsBrowsers() {
    return true;
  }

  @Override
  public Optional<Fault> meaningOf(Exception failure) {
    return failure instanceof DamagedChunkException
        ? Optional.of(
            new Fault(
                FaultKind.CORRUPT,
                "damaged",
                "the hub could not do this: content that it keeps is damaged, its log says which"))
        : Optional.empty();
  }
}
