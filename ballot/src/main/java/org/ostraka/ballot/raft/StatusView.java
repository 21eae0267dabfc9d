package org.ostraka.ballot.raft;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.ratis.proto.RaftProtos.CommitInfoProto;
import org.apache.ratis.proto.RaftProtos.ServerRpcProto;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.LogIndex;

/** Reads a status from Ratis. */
record StatusView(Group group, boolean refilling) {

  /** Longer than the time between two heartbeats. */
  private static final long LATELY_MILLIS = 1_000;

  RaftStatus of(RaftServer.@Nullable Division division) {
    if (division == null) {
      RaftStatus.Role role = refilling ? RaftStatus.Role.REFILLING : RaftStatus.Role.STOPPED;
      return new RaftStatus(role, Optional.empty(), 0, LogIndex.NONE, LogIndex.NONE, List.of());
    }
    DivisionInfo info = division.getInfo();
    return new RaftStatus(
        role(info),
        Optional.ofNullable(info.getLeaderId()).map(Group::serverId),
        info.getCurrentTerm(),
        new LogIndex(division.getRaftLog().getLastCommittedIndex()),
        new LogIndex(division.getStateMachine().getLastAppliedTermIndex().getIndex()),
        info.isLeader() ? followers(division) : List.of());
  }

  /** Whether at least as many followers hold the entry durably as were heard of lately. */
  boolean isHeld(RaftServer.Division leader, long index) {
    long @Nullable [] held = leader.getInfo().getFollowerMatchIndices();
    if (held == null) {
      return true; // it leads no more
    }
    long heard =
        leader.getInfo().getRoleInfoProto().getLeaderInfo().getFollowerInfoList().stream()
            .filter(follower -> follower.getLastRpcElapsedTimeMs() < LATELY_MILLIS)
            .count();
    return Arrays.stream(held).filter(last -> last >= index).count() >= heard;
  }

  private RaftStatus.Role role(DivisionInfo info) {
    if (refilling) {
      return RaftStatus.Role.REFILLING;
    }
    if (!info.isAlive()) {
      return RaftStatus.Role.STOPPED;
    }
    return switch (info.getCurrentRole()) {
      case LEADER -> RaftStatus.Role.LEADER;
      case CANDIDATE -> RaftStatus.Role.CANDIDATE;
      case LISTENER -> RaftStatus.Role.LISTENER;
      case FOLLOWER -> RaftStatus.Role.FOLLOWER;
      case UNRECOGNIZED -> RaftStatus.Role.STOPPED;
    };
  }

  private List<RaftStatus.Follower> followers(RaftServer.Division division) {
    long committed = division.getRaftLog().getLastCommittedIndex();
    Map<ByteString, Long> held =
        division.getCommitInfos().stream()
            .collect(
                Collectors.toMap(
                    info -> info.getServer().getId(), CommitInfoProto::getCommitIndex));
    List<RaftStatus.Follower> followers = new ArrayList<>();
    for (ServerRpcProto follower :
        division.getInfo().getRoleInfoProto().getLeaderInfo().getFollowerInfoList()) {
      ByteString id = follower.getId().getId();
      long lag = committed - held.getOrDefault(id, 0L);
      followers.add(follower(follower, RaftPeerId.valueOf(id), Math.max(0, lag)));
    }
    return followers;
  }

  private RaftStatus.Follower follower(ServerRpcProto rpc, RaftPeerId id, long lag) {
    return new RaftStatus.Follower(
        Group.serverId(id),
        group.votes(group.peer(id)),
        lag,
        Duration.ofMillis(rpc.getLastRpcElapsedTimeMs()));
  }
}
