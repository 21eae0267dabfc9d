package org.ostraka.sync.web;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.ToDoubleFunction;
import org.ostraka.sync.hub.Hub;
import org.ostraka.web.Route;

/** What a monitor sees of a hub, in the form of Prometheus; it names no user and no file. */
final class HubMetrics {
  private final MeterRegistry registry;
  private final PrometheusMeterRegistry prometheus;

  HubMetrics(Hub hub) {
    this.prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    this.registry = prometheus;
    gauge(hub, "ostraka.hub.desks.online", "Desks that listen now", it -> it.presence().online());
    gauge(hub, "ostraka.hub.repositories", "Repositories", it -> it.standings().size());
    gauge(hub, "ostraka.hub.files", "Files and folders", HubMetrics::nodes);
    gauge(hub, "ostraka.hub.stored.bytes", "Bytes of content that are kept", HubMetrics::stored);
    gauge(hub, "ostraka.hub.usable.bytes", "Free bytes on the hub's disk", HubMetrics::usable);
    gauge(
        hub,
        "ostraka.hub.history.lag",
        "Journal records that the slowest history has not committed yet",
        HubMetrics::lag);
    gauge(
        hub,
        "ostraka.hub.history.halted",
        "Repositories whose history does not go on",
        HubMetrics::halted);
    count(hub, "ostraka.hub.changes", "Changes taken in", it -> it.presence().traffic().changes());
    count(hub, "ostraka.hub.received.bytes", "Content taken in", HubMetrics::received);
    count(hub, "ostraka.hub.sent.bytes", "Content given out", HubMetrics::sent);
  }

  private void gauge(Hub hub, String name, String description, ToDoubleFunction<Hub> value) {
    Gauge.builder(name, hub, value).description(description).register(registry);
  }

  private void count(Hub hub, String name, String description, ToDoubleFunction<Hub> value) {
    FunctionCounter.builder(name, hub, value).description(description).register(registry);
  }

  private static double nodes(Hub hub) {
    return hub.standings().stream().mapToDouble(Hub.Standing::nodes).sum();
  }

  private static double stored(Hub hub) {
    return hub.standings().stream().mapToDouble(Hub.Standing::storedBytes).sum();
  }

  private static double received(Hub hub) {
    return hub.presence().traffic().bytesIn();
  }

  private static double sent(Hub hub) {
    return hub.presence().traffic().bytesOut();
  }

  private static double usable(Hub hub) {
    try {
      return hub.usableBytes();
    } catch (IOException _) {
      // What cannot be told is left out of the scrape.
      return Double.NaN;
    }
  }

  private static double lag(Hub hub) {
    return hub.standings().stream()
        .mapToDouble(it -> it.position() - it.history().position())
        .max()
        .orElse(0);
  }

  private static double halted(Hub hub) {
    return hub.standings().stream().filter(it -> it.history().trouble().isPresent()).count();
  }

  /** The timer of a route, which the caller keeps. */
  LongConsumer timer(Route<?> route) {
    Timer timer =
        Timer.builder("ostraka.hub.requests")
            .description("Time from the request's head to the answer's end")
            .tags("method", route.verb().name(), "route", route.path())
            .register(registry);
    return nanos -> timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** The metrics as of now. */
  String scrape() {
    return prometheus.scrape();
  }
}
