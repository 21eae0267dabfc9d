package org.ostraka.ballot.server;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.box.BallotBox;
import org.ostraka.ballot.box.BallotReplica;
import org.ostraka.ballot.box.Entry;

/**
 * Drives a simulated server's reconciler for one life of the server: what {@link ReconcilerDaemon}
 * does with threads, it does with the simulation's timers.
 */
final class SimDaemon {
  private static final Duration PATIENCE = Duration.ofMillis(900);

  private final World world;
  private final SimServer server;
  private List<Claim> underWay = List.of();
  private long request;
  private String leader;
  private Instant ticked = Instant.EPOCH;

  /**
   * @param firstRequest a number behind all of the server's earlier lives
   */
  SimDaemon(World world, SimServer server, long firstRequest) {
    this.world = world;
    this.server = server;
    this.request = firstRequest;
    this.leader = server.name();
  }

  void reconcile() throws IOException {
    if (!underWay.isEmpty()) {
      return;
    }
    underWay = server.requireRunning().reconciler().nextBatch(server.clock().instant());
    if (!underWay.isEmpty()) {
      long asked = ++request;
      propose(asked, new Entry.Claims(underWay));
      server.after(PATIENCE, () -> giveUp(asked));
    }
  }

  private void propose(long number, Entry entry) {
    if (!world.sabotage().swallowsClaimsOf(server.name())) {
      String to = server.member().leads() ? server.name() : leader;
      world.log().send(server.name(), to, new LogMessage.Propose(number, SimLog.encoded(entry)));
    }
  }

  private void giveUp(long asked) {
    if (asked == request && !underWay.isEmpty()) {
      unsure(world.simulation().pick(world.names()));
    }
  }

  private void unsure(String nextToAsk) {
    leader = nextToAsk;
    server.requireRunning().reconciler().unsure(underWay);
    underWay = List.of();
  }

  void answered(LogMessage answer) throws IOException {
    switch (answer) {
      case LogMessage.Appended it when it.request() == request -> {
        underWay = List.of();
        reconcile();
      }
      case LogMessage.NotLeading it when it.request() == request && !underWay.isEmpty() ->
          unsure(it.leader() == null ? world.simulation().pick(world.names()) : it.leader());
      default -> {} // of a question that was given up
    }
  }

  void settle() {
    BallotReplica replica = server.requireRunning().tables().replica();
    Instant now = replica.stampAt(server.clock().instant());
    boolean due =
        replica.ask(BallotBox::nextSettling).filter(time -> !time.isAfter(now)).isPresent();
    boolean patient = ticked.plusMillis(150).isBefore(world.simulation().now());
    if (server.member().leads() && due && patient) {
      ticked = world.simulation().now();
      String name = server.name();
      world.log().send(name, name, new LogMessage.Propose(0, SimLog.TICK));
    }
  }
}
