package org.ostraka.ballot.raft;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.protocol.GroupInfoReply;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.ostraka.ballot.box.Entry;
import org.ostraka.ballot.box.EntryCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes this server out of the group and into it again, through whoever leads it.
 *
 * <p>A server that lost its disk has forgotten which entries it once said to hold, and for whom it
 * voted. As long as the others count it, its word may complete a majority that does not exist. So
 * it must be out of the group, <em>committed</em>, before it takes part as a new server; then the
 * leader lets it catch up before it counts again.
 */
final class Membership {
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(10);
  private static final Duration REPEAT = Duration.ofSeconds(30);

  private final LogClient client;
  private final Group group;
  private long saidNanos = System.nanoTime() - REPEAT.toNanos();

  Membership(LogClient client, Group group) {
    this.client = client;
    this.group = group;
  }

  /** One attempt at a step; it fails as long as its time has not come. */
  private interface Step {
    void take() throws IOException, InterruptedException;
  }

  /** Returns when a majority that does without this server has committed that it is out. */
  void leave() throws InterruptedException {
    untilDone("to be counted out", this::tryToLeave);
  }

  /** Returns when this server has caught up and is counted again. */
  void join() throws InterruptedException {
    untilDone("to be filled and counted in", this::tryToJoin);
  }

  private void untilDone(String purpose, Step step) throws InterruptedException {
    while (true) {
      try {
        step.take();
        return;
      } catch (IOException | RuntimeException e) {
        say(purpose, e);
        Thread.sleep(PAUSE);
      }
    }
  }

  private void say(String purpose, Exception reason) {
    if (System.nanoTime() - saidNanos > REPEAT.toNanos()) {
      saidNanos = System.nanoTime();
      LOG.info("Waits {}: {}", purpose, reason.getMessage());
    }
  }

  private void tryToLeave() throws IOException, InterruptedException {
    GroupInfoReply info = leaderInfo();
    List<RaftPeer> members = List.copyOf(info.getGroup().getPeers());
    RaftPeerId leader = info.getServerId();
    if (members.stream().anyMatch(member -> member.getId().equals(group.self()))) {
      client.setConfiguration(leader, without(members));
      LOG.info("The other servers do not count this one any more");
    } else {
      // Whoever answered may lead no longer, or its last change may not be committed. An entry
      // that it commits after its answer settles both.
      commitThrough(leader);
    }
  }

  private void commitThrough(RaftPeerId leader) throws IOException, InterruptedException {
    byte[] tick = EntryCodec.encode(new Entry.Tick());
    RaftClientReply reply =
        client.ask(
            client.write(
                leader,
                LogClient.newCall(),
                UnsafeByteOperations.unsafeWrap(tick),
                COMMIT_PATIENCE));
    if (!reply.isSuccess()) {
      throw new IOException(leader + " does not lead", reply.getException());
    }
  }

  private void tryToJoin() throws IOException {
    RaftPeerId leader = leaderInfo().getServerId();
    try {
      client.setConfiguration(leader, withSelf());
    } catch (IOException e) {
      unlessBroken(leader, e);
      throw e;
    }
    LOG.info("Holds what the other servers hold, and is counted again");
  }

  /**
   * Ratis 3.3.0: a leader elected before the last change of members was committed may keep a thread
   * that sends to the member which left, cannot add it again, and refuses every later change. The
   * next leader does better.
   */
  private void unlessBroken(RaftPeerId leader, IOException failure) throws IOException {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof IllegalStateException) {
        LOG.info("{} cannot change the members, so another server shall lead", leader);
        client.handOver(leader, null);
        return;
      }
    }
  }

  private SetConfigurationRequest.Arguments withSelf() {
    RaftPeer self = group.peer(group.self());
    return SetConfigurationRequest.Arguments.newBuilder()
        .setMode(SetConfigurationRequest.Mode.ADD)
        .setServersInNewConf(group.votes(self) ? List.of(self) : List.of())
        .setListenersInNewConf(group.votes(self) ? List.of() : List.of(self))
        .build();
  }

  private SetConfigurationRequest.Arguments without(List<RaftPeer> members) {
    List<RaftPeer> voters = new ArrayList<>(members.stream().filter(group::votes).toList());
    List<RaftPeer> listeners =
        new ArrayList<>(members.stream().filter(member -> !group.votes(member)).toList());
    return SetConfigurationRequest.Arguments.newBuilder()
        .setMode(SetConfigurationRequest.Mode.COMPARE_AND_SET)
        .setServersInCurrentConf(voters)
        .setListenersInCurrentConf(listeners)
        .setServersInNewConf(others(voters))
        .setListenersInNewConf(others(listeners))
        .build();
  }

  private List<RaftPeer> others(List<RaftPeer> peers) {
    return peers.stream().filter(peer -> !peer.getId().equals(group.self())).toList();
  }

  private GroupInfoReply leaderInfo() throws IOException {
    List<String> silent = new ArrayList<>();
    for (RaftPeer peer : group.peers()) {
      if (peer.getId().equals(group.self())) {
        continue;
      }
      Optional<GroupInfoReply> info = info(peer.getId());
      if (info.isEmpty()) {
        silent.add(peer.getId().toString());
      } else if (info.get().getRoleInfoProto().getRole() == RaftPeerRole.LEADER) {
        return info.get();
      }
    }
    throw new IOException(
        silent.isEmpty() ? "no server leads" : "no server leads; %s silent".formatted(silent));
  }

  private Optional<GroupInfoReply> info(RaftPeerId peer) {
    try {
      return Optional.of(client.groupInfo(peer));
    } catch (IOException | RuntimeException e) {
      LOG.debug("{} tells nothing of the group", peer, e);
      client.reconnect(peer, e);
      return Optional.empty();
    }
  }
}
