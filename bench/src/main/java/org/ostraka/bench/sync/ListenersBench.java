package org.ostraka.bench.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.ostraka.base.Fault;
import org.ostraka.base.HostPort;
import org.ostraka.bench.Options;
import org.ostraka.bench.Subprocess;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.UserName;
import org.ostraka.sync.web.HubAddress;
import org.ostraka.sync.web.HubLogin;
import org.ostraka.sync.web.RemoteHub;

/** What many open streams of events cost a hub in which nothing happens. */
final class ListenersBench {
  private static final RepositoryName REPOSITORY = new RepositoryName(OstrakaHub.REPOSITORY);

  /**
   * People do not all come in the same instant: a stream's handshake costs more than the stream.
   */
  private static final int AT_ONCE = 8;

  private static final Duration TURN = Duration.ofSeconds(5);

  private final Path folder;
  private final int listeners;
  private final Duration warmUp;
  private final Duration run;

  ListenersBench(Path folder, Options options) {
    this.folder = folder;
    this.listeners = options.number("--listeners", 200);
    this.warmUp = options.duration("--idle-warm", "30s");
    this.run = options.duration("--idle", "60s");
  }

  void measure() throws Fault, IOException, InterruptedException {
    OstrakaHub hub = OstrakaHub.start(folder);
    try (Subprocess process = hub.process()) {
      double without = shareOfCore(process);
      double with = listening(hub, process);
      System.out.printf(
          "ostraka   %d listeners, nothing happens: the hub takes %.1f %% of a core (%.1f %% without), %d s after %d s of warm-up%n",
          listeners, with * 100, without * 100, run.toSeconds(), warmUp.toSeconds());
    }
  }

  private double shareOfCore(Subprocess process) throws InterruptedException {
    Thread.sleep(warmUp);
    double before = process.processorSeconds();
    Thread.sleep(run);
    return (process.processorSeconds() - before) / run.toSeconds();
  }

  private double listening(OstrakaHub hub, Subprocess process)
      throws Fault, IOException, InterruptedException {
    HubAddress address = new HubAddress(HostPort.parse(hub.address()), hub.fingerprint());
    String token =
        HubLogin.signIn(
            address, new UserName(OstrakaHub.USER), OstrakaHub.PASSWORD, Optional.empty());
    ConcurrentLinkedQueue<Exception> failures = new ConcurrentLinkedQueue<>();
    CountDownLatch open = new CountDownLatch(listeners);
    Semaphore door = new Semaphore(AT_ONCE);
    List<Thread> threads = new ArrayList<>();
    for (int number = 0; number < listeners; number++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try (RemoteHub remote = new RemoteHub(address, token)) {
                  listen(remote, open, door);
                } catch (Fault | IOException e) {
                  failures.add(e);
                }
              }));
    }
    if (!open.await(2, TimeUnit.MINUTES) || !failures.isEmpty()) {
      throw new IOException("not all streams could be opened: " + failures.peek());
    }
    double share = shareOfCore(process);
    for (Thread thread : threads) {
      thread.interrupt();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return share;
  }

  /** Until it is interrupted; the first thing that is said shows that the stream is open. */
  private static void listen(RemoteHub remote, CountDownLatch open, Semaphore door)
      throws Fault, IOException {
    Map<RepositoryName, Long> known = new HashMap<>(Map.of(REPOSITORY, -1L));
    door.acquireUninterruptibly();
    try {
      known.putAll(remote.await(Map.copyOf(known), Duration.ofMinutes(1)));
    } finally {
      door.release();
    }
    open.countDown();
    while (true) {
      try {
        known.putAll(remote.await(Map.copyOf(known), TURN));
      } catch (Fault e) {
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
        throw e;
      }
    }
  }
}
