package org.ostraka.ballot.raft;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
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

/**
 * Brings one entry to the leader, whoever that is by then: asks a server, follows its hint, or goes
 * round all of them, until the entry is applied or the time is over.
 */
final class EntrySender {
  private static final long PAUSE_MILLIS = 50;

  /** A silent server is left for the next one after this. */
  private static final long PATIENCE_MILLIS = 5_000;

  private final LogClient client;
  private final List<RaftPeerId> servers;
  private final long timeoutNanos;

  /** Submits a request here, when this server is the one asked. */
  private final Function<RaftClientRequest, CompletableFuture<RaftClientReply>> submit;

  private volatile RaftPeerId leader;

  EntrySender(
      LogClient client,
      Group group,
      RaftTiming timing,
      Function<RaftClientRequest, CompletableFuture<RaftClientReply>> submit) {
    this.client = client;
    this.servers = group.peers().stream().filter(group::votes).map(RaftPeer::getId).toList();
    this.timeoutNanos = timing.appendTimeout().toNanos();
    this.submit = submit;
    this.leader = servers.getFirst();
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

    long leftNanos() {
      return deadline - System.nanoTime();
    }
  }

  Appended send(ByteString entry) throws Fault, InterruptedException {
    Journey journey = new Journey(entry);
    while (journey.leftNanos() > 0) {
      RaftPeerId asked = leader;
      RaftClientReply reply = replyOrNull(journey, asked);
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

  private @Nullable RaftClientReply replyOrNull(Journey journey, RaftPeerId asked)
      throws Fault, InterruptedException {
    Throwable failure;
    try {
      RaftClientReply reply =
          submit
              .apply(client.write(asked, journey.call, journey.entry))
              .get(patienceNanos(journey), TimeUnit.NANOSECONDS);
      if (reply.isSuccess()) {
        return reply;
      }
      failure = reply.getException();
    } catch (ExecutionException e) {
      failure = e.getCause();
    } catch (TimeoutException e) {
      failure = e;
    }
    turn(journey, asked, failure == null ? new IOException("no reason given") : failure);
    return null;
  }

  private long patienceNanos(Journey journey) {
    return Math.min(TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS), journey.leftNanos());
  }

  private void turn(Journey journey, RaftPeerId asked, Throwable failure)
      throws Fault, InterruptedException {
    journey.busy = false;
    switch (failure) {
      case NotLeaderException other when other.getSuggestedLeader() != null -> {
        journey.silent.remove(asked.toString());
        turnTo(asked, other.getSuggestedLeader().getId());
        pause(journey);
      }
      case NotLeaderException _ -> goRound(journey, asked, true);
      case LeaderNotReadyException _, LeaderSteppingDownException _ -> pause(journey);
      case ResourceUnavailableException _ -> {
        journey.busy = true;
        pause(journey);
      }
      case StateMachineException refused -> throw notAnEntry(refused);
      default -> {
        client.reconnect(asked, failure);
        goRound(journey, asked, false);
      }
    }
  }

  /** Unless another entry has found out more meanwhile. */
  private void turnTo(RaftPeerId asked, RaftPeerId next) {
    if (leader.equals(asked)) {
      leader = next;
    }
  }

  private void goRound(Journey journey, RaftPeerId asked, boolean answered)
      throws InterruptedException {
    if (answered) {
      journey.silent.remove(asked.toString());
    } else {
      journey.silent.add(asked.toString());
    }
    turnTo(asked, servers.get((servers.indexOf(asked) + 1) % servers.size()));
    pause(journey);
  }

  private static void pause(Journey journey) throws InterruptedException {
    long left = TimeUnit.NANOSECONDS.toMillis(journey.leftNanos());
    Thread.sleep(Math.clamp(left, 0, PAUSE_MILLIS));
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
            ? "no leader was elected among " + servers
            : String.join(", ", journey.silent) + " did not answer";
    return new Fault(
        FaultKind.UNAVAILABLE,
        "no-majority",
        "no majority of the synchronisation servers took the entry within %d s: %s. Start the missing servers, then try again"
            .formatted(seconds, who));
  }
}
