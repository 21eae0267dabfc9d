package org.ostraka.sync.hub;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Background;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.account.Actor;
import org.ostraka.sync.account.AuditLog;
import org.ostraka.sync.hub.CheckupReport.Finding;
import org.ostraka.sync.hub.CheckupReport.Kind;
import org.ostraka.sync.hub.CheckupReport.State;
import org.ostraka.sync.hub.CheckupReport.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checks of a hub's repositories: each on a thread that gives way to all others, at most one of
 * a repository at a time. The last report of each is kept until the hub stops.
 */
final class Checkups implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Checkups.class);

  private final InstantSource clock;
  private final AuditLog audit;
  private final Map<RepositoryName, Running> last = new ConcurrentHashMap<>();

  Checkups(InstantSource clock, AuditLog audit) {
    this.clock = clock;
    this.audit = audit;
  }

  /**
   * Begins one.
   *
   * @param history the directory of the repository's own Subversion repository
   * @throws Fault {@code verify-runs} if one goes on
   */
  synchronized void start(Actor actor, OpenRepository open, Optional<Path> history)
      throws Fault, IOException {
    RepositoryName name = open.repository().name();
    @Nullable Running before = last.get(name);
    if (before != null && before.report().state() == State.RUNNING) {
      throw new Fault(
          FaultKind.ALREADY_EXISTS,
          "verify-runs",
          "%s is being checked: wait for its end, or stop it".formatted(name));
    }
    audit.note(actor, "repository-verified", name);
    Running running = new Running(name, clock);
    last.put(name, running);
    running.begin(new Checkup(open, history, running));
  }

  /** How the repository's last check stands; empty if there was none since the hub started. */
  Optional<CheckupReport> of(RepositoryName name) {
    return Optional.ofNullable(last.get(name)).map(Running::report);
  }

  /** Ends the repository's check, if one goes on; returns when it has ended. */
  void stop(RepositoryName name) {
    @Nullable Running running = last.get(name);
    if (running != null) {
      running.stop();
    }
  }

  /** As {@link #stop}, for a repository that goes away. */
  void forget(RepositoryName name) {
    stop(name);
    last.remove(name);
  }

  @Override
  public void close() {
    last.values().forEach(Running::stop);
  }

  /** One that goes on, or has ended. */
  private static final class Running implements Checkup.Progress {
    private final RepositoryName name;
    private final InstantSource clock;
    private volatile CheckupReport report;
    private volatile boolean stopping;
    private volatile @Nullable Thread thread;

    Running(RepositoryName name, InstantSource clock) {
      this.name = name;
      this.clock = clock;
      this.report = CheckupReport.begun(clock.millis());
    }

    void begin(Checkup checkup) {
      thread = Thread.ofPlatform().name("verify-" + name).daemon().start(() -> run(checkup));
    }

    private void run(Checkup checkup) {
      boolean _ = Background.giveWay();
      try {
        checkup.run();
      } catch (Fault e) {
        found(new Finding(Kind.FAILED, e.text()));
      } catch (IOException | RuntimeException e) {
        LOG.warn("the check of {} broke off", name, e);
        found(new Finding(Kind.FAILED, e.toString()));
      }
      State end = stopping ? State.STOPPED : State.DONE;
      report = report.ended(end, clock.millis());
      LOG.info("{} was checked: {}, {} findings", name, end, report.found());
    }

    @Override
    public boolean reached(Step step, long done, long total) {
      report = report.at(step, done, total);
      return !stopping;
    }

    @Override
    public void found(Finding finding) {
      report = report.with(finding);
    }

    CheckupReport report() {
      return report;
    }

    void stop() {
      stopping = true;
      @Nullable Thread running = thread;
      boolean interrupted = false;
      while (running != null && running.isAlive()) {
        try {
          running.join();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
