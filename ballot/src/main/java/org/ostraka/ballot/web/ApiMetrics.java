package org.ostraka.ballot.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ostraka.ballot.CastResult;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.server.ElectionStatus;
import org.ostraka.base.Fault;
import org.ostraka.web.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a monitor sees of a ballot server, in the form of Prometheus; it names no voter. */
final class ApiMetrics {
  private static final Logger LOG = LoggerFactory.getLogger(ApiMetrics.class);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ApiParts parts;
  private final Counter recorded;
  private final Counter refused;
  private final MultiGauge ballots;

  ApiMetrics(ApiParts parts) {
    this.parts = parts;
    this.recorded = counter("ostraka.ballots.recorded", "Ballots made durable on this server");
    this.refused = counter("ostraka.ballots.refused", "Ballots refused by this server");
    this.ballots =
        MultiGauge.builder("ostraka.ballots")
            .description("Ballots of an election in one state, as this server sees it")
            .register(registry);
    Gauge.builder("ostraka.log.lag", parts, it -> it.log().get().lag())
        .description("Log entries that a majority holds and this server has not applied")
        .register(registry);
    Gauge.builder("ostraka.log.applied", parts, it -> it.server().applied().value())
        .description("Index of the last log entry applied")
        .register(registry);
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  void recorded(List<CastResult> results) {
    long done = results.stream().filter(CastResult.Recorded.class::isInstance).count();
    recorded.increment((double) done);
    refused.increment((double) (results.size() - done));
  }

  /** The timer of a route, which the caller keeps. */
  Timer timer(Route<?> route) {
    return Timer.builder("ostraka.requests")
        .description("Time from the request's head to the answer's end")
        .tags("method", route.verb().name(), "route", route.path())
        .publishPercentiles(0.5, 0.99)
        .percentilePrecision(1)
        .distributionStatisticExpiry(Duration.ofMinutes(1))
        .register(registry);
  }

  MeterRegistry registry() {
    return registry;
  }

  /** The metrics as of now. */
  String scrape() {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    for (Election election : parts.server().elections()) {
      addRows(election, rows);
    }
    ballots.register(rows, true);
    return registry.scrape();
  }

  private void addRows(Election election, List<MultiGauge.Row<?>> rows) {
    try {
      ElectionStatus status = parts.server().status(election.name());
      rows.add(row(election, "pending", status.pending()));
      rows.add(row(election, "valid", status.tally().valid()));
      rows.add(row(election, "invalid", status.invalid()));
    } catch (Fault | IOException e) {
      LOG.warn("no metrics of election {}: {}", election.name(), e.getMessage());
    }
  }

  private static MultiGauge.Row<?> row(Election election, String state, long count) {
    return MultiGauge.Row.of(Tags.of("election", election.name().value(), "state", state), count);
  }
}
