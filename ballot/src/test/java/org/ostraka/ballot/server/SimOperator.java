package org.ostraka.ballot.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.box.Entry;
import org.ostraka.base.Fault;
import org.ostraka.sim.Simulation;

/**
 * The operator of a simulated election: appends one entry after the other, each as often as needed,
 * and closes as {@link Closing} does.
 */
final class SimOperator {
  private static final String NODE = "operator";
  private static final long ATTEMPT = 4711;
  private static final Duration PATIENCE = Duration.ofMillis(700);

  private final World world;
  private final Simulation simulation;
  private final Queue<Entry> steps = new ArrayDeque<>();
  private long request;
  private LogIndex closing = LogIndex.NONE;
  private boolean forced;
  private boolean closed;

  SimOperator(World world) {
    this.world = world;
    this.simulation = world.simulation();
    world.log().attach(NODE, this::answered);
  }

  /** Whether the election is closed. */
  boolean hasClosed() {
    return closed;
  }

  /** Whether it was closed without waiting for every server. */
  boolean hasForced() {
    return forced;
  }

  void register(ElectionOptions options, List<VoterId> roll) {
    int half = roll.size() / 2;
    steps.add(new Entry.RegistrationStarted(Electorate.ELECTION, ATTEMPT, options));
    steps.add(part(1, roll.subList(0, half)));
    steps.add(part(half + 1, roll.subList(half, roll.size())));
    steps.add(new Entry.RegistrationCompleted(Electorate.ELECTION, ATTEMPT, roll.size()));
    steps.add(new Entry.DirectoryMade(Electorate.ELECTION, new BallotPath("north")));
    steps.add(new Entry.ElectionOpened(Electorate.ELECTION));
    append();
  }

  private static Entry part(int first, List<VoterId> voters) {
    return new Entry.VotersRegistered(Electorate.ELECTION, ATTEMPT, first, voters);
  }

  /** Ends the creating of ballots, and later the judging. */
  void close(boolean withoutWaiting) {
    forced = withoutWaiting;
    steps.add(new Entry.ElectionClosing(Electorate.ELECTION));
    if (steps.size() == 1) {
      append();
    }
  }

  private void append() {
    Entry step = steps.peek();
    if (step == null) {
      return;
    }
    long asked = ++request;
    ByteBuffer entry = SimLog.encoded(step);
    world.log().send(NODE, simulation.pick(world.names()), new LogMessage.Propose(asked, entry));
    simulation.after(
        PATIENCE,
        () -> {
          if (asked == request) {
            append();
          }
        });
  }

  private void answered(LogMessage answer) {
    switch (answer) {
      case LogMessage.Appended it when it.request() == request -> done(it);
      case LogMessage.NotLeading it when it.request() == request -> append();
      default -> {} // of a question that was given up
    }
  }

  private void done(LogMessage.Appended answer) {
    Entry step = steps.remove();
    request++;
    Optional<Refusal> refusal = answer.refusal().filter(it -> it != Refusal.NAME_TAKEN);
    Witness.require(refusal.isEmpty(), step + " was refused: " + refusal);
    simulation.note(step.getClass().getSimpleName() + " stands at " + answer.index());
    if (step instanceof Entry.ElectionClosing) {
      closing = new LogIndex(answer.index());
      awaitDecided();
    }
    closed = closed || step instanceof Entry.ElectionClosed;
    append();
  }

  private void awaitDecided() {
    if (forced || world.servers().stream().allMatch(this::isDecided)) {
      steps.add(new Entry.ElectionClosed(Electorate.ELECTION));
      append();
    } else {
      simulation.after(Duration.ofMillis(150), this::awaitDecided);
    }
  }

  private boolean isDecided(SimServer server) {
    try {
      return server.isUp()
          && Closing.isDecided(server.requireRunning().status(Electorate.ELECTION), closing);
    } catch (Fault e) {
      return false; // it has not heard of the election yet
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
