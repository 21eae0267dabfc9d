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
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.UploadPart;
import org.ostraka.sync.account.Session;
import org.ostraka.sync.hub.GuardedRepository;
import org.ostraka.sync.hub.Hub;
import org.ostraka.web.Answer;
import org.ostraka.web.Call;
import org.ostraka.web.Json;
import org.ostraka.web.Route;

/**
 * The announcements: a stream of events (WHATWG HTML, "Server-sent events") that says of each
 * repository how far it is, at once and after every commit; and to whom wants it, what is being
 * sent. It ends with the session.
 */
final class EventRoutes {
  static final String EVENTS = "/api/v1/events";

  /** A comment goes out so often, so that both ends learn when the other is gone. */
  private static final int HEARTBEAT_SECONDS = 10;

  private static final byte[] HEARTBEAT = ":\n\n".getBytes(UTF_8);
  private static final int MOST_REPOSITORIES = 200;
  private static final int MOST_COMING = 256;

  private final Hub hub;
  private final HubDoors doors;

  EventRoutes(Hub hub, HubDoors doors) {
    this.hub = hub;
    this.doors = doors;
  }

  List<Route<?>> routes() {
    return List.of(
        new Route<>(
            GET,
            EVENTS,
            doors.signedIn().query("repositories", "uploads").refuses(404),
            this::listen));
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
    boolean uploads = call.flag("uploads");
    return new Answer.Streamed(
        "text/event-stream", out -> new Stream(hub, session, names, out).run(uploads));
  }

  /** One listener's stream. */
  private static final class Stream {
    private final Hub hub;
    private final Session session;
    private final List<RepositoryName> names;
    private final OutputStream out;
    private final Map<RepositoryName, Forms.Moved> told = new HashMap<>();
    private final Semaphore news = new Semaphore(1);

    /** What is being sent; what finds no room is not told. */
    private final Queue<Forms.Coming> coming = new ArrayBlockingQueue<>(MOST_COMING);

    Stream(Hub hub, Session session, List<RepositoryName> names, OutputStream out) {
      this.hub = hub;
      this.session = session;
      this.names = names;
      this.out = out;
    }

    void run(boolean uploads) throws Fault, IOException, InterruptedException {
      Runnable wake = this::wake;
      Hub.UploadListener listener = this::sent;
      Optional<DeskName> desk = session.principal().desk();
      hub.onCommit(wake);
      session.onWake(wake);
      if (uploads) {
        hub.onUpload(listener);
      }
      desk.ifPresent(hub.presence()::came);
      try {
        while (true) {
          step();
        }
      } finally {
        desk.ifPresent(hub.presence()::went);
        session.offWake(wake);
        hub.offUpload(listener);
        hub.offCommit(wake);
      }
    }

    private void sent(RepositoryName name, UploadPart part) {
      if (names.contains(name) && coming.offer(Forms.Coming.of(name, part))) {
        wake();
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
      for (Forms.@Nullable Coming part = coming.poll(); part != null; part = coming.poll()) {
        RepositoryName name = new RepositoryName(part.repository());
        if (hub.repository(session.principal(), name).isReadableEverywhere()) {
          write("coming", part);
        }
      }
      for (RepositoryName name : names) {
        GuardedRepository repository = hub.repository(session.principal(), name);
        Forms.Moved moved = new Forms.Moved(name.text(), repository.position(), repository.view());
        if (!moved.equals(told.put(name, moved))) {
          write("moved", moved);
        }
      }
    }

    private void write(String event, Object data) throws IOException {
      out.write("event: %s\ndata: ".formatted(event).getBytes(UTF_8));
      out.write(Json.bytes(data));
      out.write("\n\n".getBytes(UTF_8));
    }
  }
}
