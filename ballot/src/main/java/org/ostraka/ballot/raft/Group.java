package org.ostraka.ballot.raft;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.ostraka.ballot.ServerId;

/** The members of the settings in Ratis' own types. */
final class Group {

  /** The same in every organisation: certificates keep organisations apart, not this. */
  static final RaftGroupId ID =
      RaftGroupId.valueOf(
          UUID.nameUUIDFromBytes("ostraka ballot".getBytes(StandardCharsets.UTF_8)));

  private final RaftSettings settings;
  private final List<RaftPeer> peers;

  Group(RaftSettings settings) {
    this.settings = settings;
    this.peers = settings.members().stream().map(this::toPeer).toList();
  }

  private RaftPeer toPeer(RaftMember member) {
    return RaftPeer.newBuilder()
        .setId(peerId(member.id()))
        .setAddress(member.address())
        .setStartupRole(settings.votes(member.id()) ? RaftPeerRole.FOLLOWER : RaftPeerRole.LISTENER)
        .build();
  }

  static RaftPeerId peerId(ServerId id) {
    return RaftPeerId.valueOf(id.value());
  }

  static ServerId serverId(RaftPeerId id) {
    return new ServerId(id.toString());
  }

  RaftPeerId self() {
    return peerId(settings.self());
  }

  boolean votes(RaftPeer peer) {
    return settings.members().stream().anyMatch(member -> peerId(member.id()).equals(peer.getId()))
        && settings.votes(serverId(peer.getId()));
  }

  List<RaftPeer> peers() {
    return peers;
  }

  RaftPeer peer(RaftPeerId id) {
    return peers.stream().filter(peer -> peer.getId().equals(id)).findFirst().orElseThrow();
  }

  /** With all members: how a new group begins. */
  RaftGroup complete() {
    return RaftGroup.valueOf(ID, peers);
  }

  /**
   * How this server joins a group that exists: knowing nobody, so that it waits for the leader to
   * tell. A listener knows all, because Ratis makes it a listener by that, and it votes never.
   */
  RaftGroup joining() {
    return settings.votes(settings.self()) ? RaftGroup.valueOf(ID) : complete();
  }
}
