package org.ostraka.sync.web;

import static org.ostraka.web.Verb.GET;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.hub.Hub;
import org.ostraka.web.Answer;
import org.ostraka.web.Call;
import org.ostraka.web.Contract;
import org.ostraka.web.Door;
import org.ostraka.web.Head;
import org.ostraka.web.Route;

/** What a monitor asks: whether the hub can do its work, and how it does. */
final class MonitorRoutes {
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private static final long LEAST_BYTES = 64L << 20;

  private final Hub hub;
  private final HubPlace.Guests guests;
  private final HubMetrics metrics;
  private final MonitorToken token;

  MonitorRoutes(Hub hub, HubPlace.Guests guests, HubMetrics metrics, MonitorToken token) {
    this.hub = hub;
    this.guests = guests;
    this.metrics = metrics;
    this.token = token;
  }

  List<Route<?>> routes() {
    Contract<Head> monitor = Contract.of(new MonitorDoor(token));
    return List.of(
        new Route<>(GET, "/health", Contract.anybody(), this::health),
        new Route<>(GET, "/metrics", monitor, this::scrape));
  }

  /** Alive, as this answers at all; 503 when nothing more would be accepted. */
  private Answer health(Call<Head> call) throws Fault, IOException, InterruptedException {
    if (hub.usableBytes() < LEAST_BYTES) {
      throw new Fault(
          FaultKind.UNAVAILABLE, "disk-full", "the hub's disk is nearly full: make room");
    }
    guests.requireHealthy();
    return new Answer.Json(Map.of());
  }

  private Answer scrape(Call<Head> call) throws Fault, IOException, InterruptedException {
    return new Answer.Text(PROMETHEUS, metrics.scrape() + guests.metrics());
  }

  /** Lets in whoever shows the monitor's token. */
  private record MonitorDoor(MonitorToken token) implements Door<Head> {

    @Override
    public Head admit(Head head) throws Fault {
      if (!token.matches(head.credential().token())) {
        throw new Fault(
            FaultKind.UNAUTHENTICATED,
            "not-a-monitor",
            "show the content of metrics.token in the hub's folder as a bearer token");
      }
      return head;
    }

    @Override
    public Set<String> words() {
      return Set.of("monitor");
    }

    @Override
    public Set<Integer> refusals() {
      return Set.of(401);
    }
  }
}
