package org.ostraka.app.sync;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.app.Ending;
import org.ostraka.app.Logging;
import org.ostraka.app.Rates;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.desk.SessionStatus;
import org.ostraka.sync.home.Desk;
import org.ostraka.sync.home.DeskHome;
import org.ostraka.sync.home.DeskStatus;
import org.ostraka.sync.home.FolderStatus;
import org.ostraka.sync.home.LimitedPace;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sync run}: keeps the folders identical, until it is asked to stop. */
@CommandLine.Command
public final class RunCommand implements Command {
  private static final int TICK_MILLIS = 100;

  /** With {@code --once}, how long the hub or a disk may be away before it is given up. */
  private static final int PATIENCE_TICKS = 30_000 / TICK_MILLIS;

  /** What somebody else may bring to an end at any moment. */
  private static final Set<String> PASSING =
      Set.of(SessionStatus.State.OFFLINE.word(), SessionStatus.State.FAILING.word());

  /** What a person has to do something about. */
  private static final Set<String> STANDING =
      Set.of(
          SessionStatus.State.STUCK.word(),
          SessionStatus.State.REFUSED.word(),
          SessionStatus.State.PAUSED.word(),
          SessionStatus.State.HALTED.word(),
          SessionStatus.State.GONE.word());

  @Mixin private HomeOption home = new HomeOption();

  @Option(names = "--once", description = "until nothing waits, then end")
  private boolean once;

  @Option(
      names = "--limit-up",
      paramLabel = "RATE",
      description = "send at most this, such as 5MB/s")
  private @Nullable String limitUp;

  @Option(
      names = "--limit-down",
      paramLabel = "RATE",
      description = "receive at most this, such as 10MB/s")
  private @Nullable String limitDown;

  private int patience = PATIENCE_TICKS;

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    if (!once) {
      Logging.ofServer();
    }
    DeskHome place = home.home();
    CountDownLatch stop = new CountDownLatch(1);
    StatusLine line = new StatusLine(console);
    try (Ending ending = new Ending();
        Desk desk =
            Desk.open(
                place,
                LimitedPace.of(Rates.parse(limitUp)),
                LimitedPace.of(Rates.parse(limitDown)))) {
      ending.asksBy(stop::countDown);
      console.note("desk %s at %s", desk.account().desk(), desk.account().hub().address());
      while (!stop.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
        desk.tick();
        DeskStatus status = desk.status();
        line.show(status);
        if (once && isDone(status)) {
          return end(console, status);
        }
      }
    } finally {
      line.end();
    }
    return 0;
  }

  private boolean isDone(DeskStatus status) {
    List<String> states = status.folders().stream().map(FolderStatus::state).toList();
    if (states.stream().anyMatch(PASSING::contains)) {
      patience--;
      return patience <= 0;
    }
    patience = PATIENCE_TICKS;
    return states.stream()
        .allMatch(it -> it.equals(SessionStatus.State.SYNCED.word()) || STANDING.contains(it));
  }

  /** Says what did not come to its end; 1 if anything did not. */
  private static int end(Console console, DeskStatus status) throws Fault {
    boolean whole = true;
    for (FolderStatus folder : status.folders()) {
      if (PASSING.contains(folder.state()) || STANDING.contains(folder.state())) {
        whole = false;
        console.note("%s: %s", folder.folder(), StatusLine.of(folder));
      }
      if (!folder.problems().isEmpty()) {
        whole = false;
        folder.problems().forEach(problem -> console.note("%s/%s", folder.folder(), problem));
      }
    }
    if (!status.hub().reachable()) {
      throw new Fault(FaultKind.UNAVAILABLE, "hub-away", status.hub().problem());
    }
    return whole ? 0 : 1;
  }
}
