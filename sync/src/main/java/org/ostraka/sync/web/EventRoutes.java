package org.ostraka.sync.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.ostraka.sync.web.HubCalls.principal;
import static org.ostraka.web.Verb.GET;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.ostraka.base.Fault;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.account.Session;
import org.ostraka.sync.hub.GuardedRepository;
import org.ostraka.sync.hub.Hub;
import org.ostraka.web.Answer;
import org.ostraka.web.Call;
import org.ostraka.web.Json;
import org.ostraka.web.Route;

/**
 * The announcements: a stream of events (WHATWG HTML, "Server-sent events") that says of each
 * repository how far it is, at once and after every commit. It ends with the session.
 */
final class EventRoutes {
  static final String EVENTS = "/api/v1/events";

  /** A comment goes out so often, so that both ends learn when the other is gone. */
  private static final int HEARTBEAT_SECONDS = 10;

  private static final byte[] HEARTBEAT = ":\n\n".getBytes(UTF_8);
  private static final int MOST_REPOSITORIES = 200;

  private final Hub hub;
  private final HubDoors doors;

  EventRoutes(Hub hub, HubDoors doors) {
    this.hub = hub;
    this.doors = doors;
  }

  List<Route<?>> routes() {
    return List.of(
        new Route<>(
            GET, EVENTS, doors.signedIn().query("repositories").refuses(404), this::listen));
  }

  private Answer listen(Call<Session> call) throws Fault, IOException {
    List<String> words = call.words("repositories");
    if (words.size() > MOST_REPOSITORIES) {
      throw Call.refused("repositories: at most " + MOST_REPOSITORIES);
    }
    List<RepositoryName> names = new ArrayList<>();
    for (String word : words) {
      RepositoryName name = Call.parse(word, RepositoryName::new);
      names.add(hub.repository(principal(call), name).name());
    }
    Session session = call.caller();
    Optional<DeskName> desk = session.principal().desk();
    if (desk.isPresent()) {
      hub.accounts().desks().runs(desk.get(), call.head().program());
    }
    return new Answer.Streamed(
        "text/event-stream", out -> new Stream(hub, session, names, out).run());
  }

  /** One listener's stream. */
  private static final class Stream {
    private final Hub hub;
    private final Session session;
    private final List<RepositoryName> names;
    private final OutputStream out;
    private final Map<RepositoryName, Forms.Moved> told = new HashMap<>();
    private final Semaphore news = new Semaphore(1);

    Stream(Hub hub, Session session, List<RepositoryName> names, OutputStream out) {
      this.hub = hub;
      this.session = session;
      this.names = names;
      this.out = out;
    }

    void run() throws Fault, IOException, InterruptedException {
      Runnable wake = this::wake;
      Optional<DeskName> desk = session.principal().desk();
      hub.onCommit(wake);
      session.onWake(wake);
      desk.ifPresent(hub.presence()::came);
      try {
        while (true) {
          step();
        }
      } finally {
        desk.ifPresent(hub.presence()::went);
        session.offWake(wake);
        hub.offCommit(wake);
      }
    }

    private void wake() {
      if (news.availablePermits() == 0) {
        news.release();
      }
    }

    private void step() throws Fault, IOException, InterruptedException {
      boolean woken = news.tryAcquire(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
      int _ = news.drainPermits();
      session.requireAlive();
      if (woken) {
        tell();
      } else {
        out.write(HEARTBEAT);
      }
      out.flush();
    }

    private void tell() throws Fault, IOException {
      for (RepositoryName name : names) {
        GuardedRepository repository = hub.repository(session.principal(), name);
        Forms.Moved moved = new Forms.Moved(name.text(), repository.position(), repository.view());
        if (!moved.equals(told.put(name, moved))) {
          out.write("event: moved\ndata: ".getBytes(UTF_8));
          out.write(Json.bytes(moved));
          out.write("\n\n".getBytes(UTF_8));
        }
      }
    }
  }
}
