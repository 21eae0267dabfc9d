package org.ostraka.ballot.raft;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.LeaderNotReadyException;
import org.apache.ratis.protocol.exceptions.LeaderSteppingDownException;
import org.apache.ratis.protocol.exceptions.NotLeaderException;
import org.apache.ratis.protocol.exceptions.ResourceUnavailableException;
import org.apache.ratis.protocol.exceptions.StateMachineException;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.server.BallotLog.Appended;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one entry to the leader, whoever that is by then: asks a server, follows its hint, or goes
 * round all of them, until the entry is applied or the time is over.
 */
final class EntrySender {
  private static final Logger LOG = LoggerFactory.getLogger(EntrySender.class);
  private static final long PAUSE_MILLIS = 50;

  /** How often to look whether the server asked still leads. */
  private static final Duration LOOK = Duration.ofMillis(500);

  /** A silent server is left for the next one after this, unless it is known to lead. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final LogClient client;
  private final List<RaftPeerId> voters;
  private final long timeoutNanos;
  private final Servers servers;

  /** Whom to ask when this server knows no leader. */
  private volatile RaftPeerId guess;

  /** The servers as this one sees them. */
  interface Servers {
    /** Begins to bring a request to the server that it names, which may be this one. */
    Future<RaftClientReply> submit(RaftClientRequest request);

    /** The leader that this server follows or is; null when it knows none. */
    @Nullable RaftPeerId leaderOrNull();
  }

  EntrySender(LogClient client, Group group, RaftTiming timing, Servers servers) {
    this.client = client;
    this.voters = group.peers().stream().filter(group::votes).map(RaftPeer::getId).toList();
    this.timeoutNanos = timing.appendTimeout().toNanos();
    this.servers = servers;
    this.guess = voters.getFirst();
  }

  /** One entry on its way. */
  private final class Journey {
    final ByteString entry;
    final long deadline = System.nanoTime() + timeoutNanos;
    final Set<String> silent = new TreeSet<>();
    boolean busy;
    long call = LogClient.newCall();

    Journey(ByteString entry) {
      this.entry = entry;
    }

    Duration left() {
      return Duration.ofNanos(deadline - System.nanoTime());
    }

    boolean goesOn() {
      return left().isPositive();
    }
  }

  Appended send(ByteString entry) throws Fault, InterruptedException {
    Journey journey = new Journey(entry);
    while (journey.goesOn()) {
      RaftClientReply reply = replyOrNull(journey, leader());
      if (reply == null) {
        continue;
      }
      switch (AppendReply.of(reply.getMessage().getContent())) {
        case AppendReply.Decided(var refusal) -> {
          return new Appended(new LogIndex(reply.getLogIndex()), refusal);
        }
        case AppendReply.Forgotten() -> journey.call = LogClient.newCall();
      }
    }
    throw noMajority(journey);
  }

  private RaftPeerId leader() {
    RaftPeerId known = servers.leaderOrNull();
    return known == null ? guess : known;
  }

  private @Nullable RaftClientReply replyOrNull(Journey journey, RaftPeerId asked)
      throws Fault, InterruptedException {
    Throwable failure;
    Future<RaftClientReply> answer =
        servers.submit(client.write(asked, journey.call, journey.entry, journey.left()));
    try {
      RaftClientReply reply = await(answer, journey, asked);
      if (reply.isSuccess()) {
        return reply;
      }
      failure = reply.getException();
    } catch (ExecutionException e) {
      failure = e.getCause();
    } catch (TimeoutException e) {
      failure = e;
    } finally {
      answer.cancel(true);
    }
    turn(journey, asked, failure == null ? new IOException("no reason given") : failure);
    return null;
  }

  /**
   * Waits for as long as the server asked leads: to ask it again would not make it faster, but send
   * the entry once more. When nobody is known to lead, it waits for a while.
   */
  private RaftClientReply await(Future<RaftClientReply> answer, Journey journey, RaftPeerId asked)
      throws ExecutionException, InterruptedException, TimeoutException {
    long begin = System.nanoTime();
    while (true) {
      try {
        return answer.get(LOOK.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (!journey.goesOn() || !mayStillLead(asked, System.nanoTime() - begin)) {
          throw e;
        }
      }
    }
  }

  private boolean mayStillLead(RaftPeerId asked, long waitedNanos) {
    RaftPeerId known = servers.leaderOrNull();
    return known == null ? waitedNanos < PATIENCE.toNanos() : known.equals(asked);
  }

  private void turn(Journey journey, RaftPeerId asked, Throwable failure)
      throws Fault, InterruptedException {
    LOG.debug("Entry {} at {}: {}", journey.call, asked, failure.toString());
    journey.busy = false;
    switch (failure) {
      case NotLeaderException other when other.getSuggestedLeader() != null -> {
        journey.silent.remove(asked.toString());
        turnTo(asked, other.getSuggestedLeader().getId());
      }
      case NotLeaderException _ -> goRound(journey, asked, true);
      case LeaderNotReadyException _, LeaderSteppingDownException _ -> {}
      case ResourceUnavailableException _ -> journey.busy = true;
      case StateMachineException refused -> throw notAnEntry(refused);
      default -> {
        client.reconnect(asked, failure);
        goRound(journey, asked, false);
      }
    }
    Thread.sleep(Math.clamp(journey.left().toMillis(), 0, PAUSE_MILLIS));
  }

  private void goRound(Journey journey, RaftPeerId asked, boolean answered) {
    if (answered) {
      journey.silent.remove(asked.toString());
    } else {
      journey.silent.add(asked.toString());
    }
    turnTo(asked, voters.get((voters.indexOf(asked) + 1) % voters.size()));
  }

  /** Unless another entry has found out more meanwhile. */
  private void turnTo(RaftPeerId asked, RaftPeerId next) {
    if (guess.equals(asked)) {
      guess = next;
    }
  }

  private static Fault notAnEntry(StateMachineException refused) {
    Throwable cause = refused.getCause() == null ? refused : refused.getCause();
    return new Fault(
        FaultKind.INVALID_INPUT,
        "malformed-entry",
        "the leader refuses the entry: " + cause.getMessage(),
        refused);
  }

  private Fault noMajority(Journey journey) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(timeoutNanos);
    if (journey.busy) {
      return new Fault(
          FaultKind.BUSY,
          "log-busy",
          "the leader had no room for the entry within %d s: try again later".formatted(seconds));
    }
    String who =
        journey.silent.isEmpty()
            ? "no leader was elected among " + voters
            : String.join(", ", journey.silent) + " did not answer";
    return new Fault(
        FaultKind.UNAVAILABLE,
        "no-majority",
        "no majority of the synchronisation servers took the entry within %d s: %s. Start the missing servers, then try again"
            .formatted(seconds, who));
  }
}
