package org.ostraka.sync.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.UploadPart;
import org.ostraka.web.Json;

/**
 * The desk's end of the hub's stream of events: one stream, read by a thread of its own for as long
 * as somebody waits now and then, and what it said last of each repository.
 */
final class Announcements implements Closeable {
  private static final String EVENT = "event: ";
  private static final String DATA = "data: ";

  /** Longer than the hub's heartbeat by far: a stream that is silent for so long is dead. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final HubConnection connection;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** What the hub said last; guarded by the lock, as all below. */
  private final Map<RepositoryName, Forms.Moved> said = new HashMap<>();

  /** Repositories whose view changed: they count as moved once, wherever they are. */
  private final Set<RepositoryName> changedViews = new HashSet<>();

  private @Nullable Listener listener;

  /** Who is told of files that are being sent. */
  private final Map<RepositoryName, Consumer<UploadPart>> uploadListeners =
      new ConcurrentHashMap<>();

  Announcements(HubConnection connection) {
    this.connection = connection;
  }

  /** Tells of what is being sent, from the next stream of events on. */
  void onUpload(RepositoryName repository, Consumer<UploadPart> told) {
    uploadListeners.put(repository, told);
  }

  Map<RepositoryName, Long> await(Map<RepositoryName, Long> after, Duration atMost)
      throws Fault, IOException, InterruptedException {
    long left = atMost.toNanos();
    lock.lock();
    try {
      Listener mine = listenTo(after.keySet());
      Map<RepositoryName, Long> moved = moved(after);
      while (moved.isEmpty() && left > 0) {
        mine.requireSound(this);
        left = changed.awaitNanos(left);
        moved = moved(after);
      }
      return moved;
    } finally {
      lock.unlock();
    }
  }

  private Listener listenTo(Set<RepositoryName> names) {
    @Nullable Listener present = listener;
    if (present == null || !present.names.equals(names)) {
      if (present != null) {
        present.close();
      }
      said.clear();
      present = new Listener(new TreeSet<>(names));
      listener = present;
      present.start();
    }
    return present;
  }

  private Map<RepositoryName, Long> moved(Map<RepositoryName, Long> after) {
    Map<RepositoryName, Long> moved = new HashMap<>();
    after.forEach((name, position) -> {
      Forms.@Nullable Moved last = said.get(name);
      boolean other = last != null && last.position() != position;
      if (last != null && (other || changedViews.remove(name))) {
        moved.put(name, last.position());
      }
    });
    return moved;
  }

  /** One stream of events and its thread. */
  private final class Listener {
    private final Set<RepositoryName> names;

    /** Why the stream ended; guarded by the lock. */
    private @Nullable Exception failure;

    private @Nullable InputStream stream;
    private volatile boolean closed;
    private volatile long heardNanos = System.nanoTime();

    Listener(Set<RepositoryName> names) {
      this.names = names;
    }

    void start() {
      Thread _ = Thread.ofVirtual().name("announcements").start(this::run);
    }

    /** Whoever waits learns that the stream ended; the next one who waits begins another. */
    void requireSound(Announcements owner) throws Fault, IOException {
      if (failure == null && System.nanoTime() - heardNanos > SILENCE.toNanos()) {
        failure = new IOException("the hub has been silent for " + SILENCE.toSeconds() + " s");
      }
      @Nullable Exception reason = failure;
      if (reason != null) {
        owner.listener = null;
        close();
        if (reason instanceof Fault fault) {
          throw new Fault(fault.kind(), fault.code(), fault.text(), fault);
        }
        throw new IOException("the hub's announcements ended: " + reason.getMessage(), reason);
      }
    }

    private void run() {
      String list = names.stream().map(RepositoryName::text).collect(Collectors.joining(","));
      String path = EventRoutes.EVENTS + "?repositories=" + HubConnection.encode(list) + uploads();
      try (InputStream in =
          connection.open("GET", path, BodyPublishers.noBody(), HubConnection.PATIENCE)) {
        stream = in;
        read(new BufferedReader(new InputStreamReader(in, UTF_8)));
        ended(new IOException("the hub ended them"));
      } catch (Fault | IOException e) {
        ended(e);
      } catch (InterruptedException e) {
        ended(new Fault(FaultKind.INTERRUPTED, "interrupted", "interrupted", e));
      }
    }

    private String uploads() {
      return uploadListeners.isEmpty() ? "" : "&uploads=true";
    }

    private void read(BufferedReader lines) throws IOException {
      String event = "";
      for (@Nullable String line = lines.readLine(); line != null && !closed; ) {
        heardNanos = System.nanoTime();
        if (line.startsWith(EVENT)) {
          event = line.substring(EVENT.length());
        } else if (line.startsWith(DATA)) {
          hear(event, line.substring(DATA.length()).getBytes(UTF_8));
        }
        line = lines.readLine();
      }
    }

    private void hear(String event, byte[] data) throws IOException {
      if (event.equals("coming")) {
        hear(Json.answer(data, Forms.Coming.class));
      } else {
        hear(Json.answer(data, Forms.Moved.class));
      }
    }

    private void hear(Forms.Coming coming) throws IOException {
      @Nullable Consumer<UploadPart> told =
          uploadListeners.get(new RepositoryName(coming.repository()));
      try {
        if (told != null) {
          told.accept(coming.toPart());
        }
      } catch (Fault | IllegalArgumentException e) {
        throw new IOException("the hub announced a part that cannot be", e);
      }
    }

    private void hear(Forms.Moved moved) {
      lock.lock();
      try {
        RepositoryName name = new RepositoryName(moved.repository());
        Forms.@Nullable Moved before = said.put(name, moved);
        if (before != null && !before.view().equals(moved.view())) {
          changedViews.add(name);
        }
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    private void ended(Exception reason) {
      lock.lock();
      try {
        failure = reason;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    void close() {
      closed = true;
      @Nullable InputStream open = stream;
      if (open != null) {
        try {
          open.close();
        } catch (IOException _) {
          // It is given up in any case.
        }
      }
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (listener != null) {
        listener.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
