package org.ostraka.ballot.raft;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.client.RaftClientRpc;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcFactory;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.GroupInfoReply;
import org.apache.ratis.protocol.GroupInfoRequest;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.rpc.CallId;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/** Requests from this server to the others, each tried once at one server. */
final class LogClient implements Closeable {
  private final ClientId id = ClientId.randomId();
  private final RaftClientRpc rpc;

  LogClient(RaftSettings settings, RaftProperties properties, List<RaftPeer> peers) {
    rpc = new GrpcFactory(RatisProperties.parameters(settings)).newRaftClientRpc(id, properties);
    rpc.addRaftPeers(peers);
  }

  /** A number for a new request; a request that is tried again keeps its own. */
  static long newCall() {
    return CallId.getAndIncrement();
  }

  ClientId id() {
    return id;
  }

  /** The request to append an encoded entry, for {@link #send} or for the own server. */
  RaftClientRequest write(RaftPeerId to, long call, ByteString entry) {
    return request(to, call, RaftClientRequest.writeRequestType(), entry);
  }

  /** The request to answer a question from a server's own state, whatever its role. */
  RaftClientRequest question(RaftPeerId to, ByteString question) {
    return request(to, newCall(), RaftClientRequest.staleReadRequestType(0), question);
  }

  private RaftClientRequest request(
      RaftPeerId to, long call, RaftClientRequest.Type type, ByteString content) {
    return RaftClientRequest.newBuilder()
        .setClientId(id)
        .setServerId(to)
        .setGroupId(Group.ID)
        .setCallId(call)
        .setMessage(Message.valueOf(content))
        .setType(type)
        .build();
  }

  CompletableFuture<RaftClientReply> send(RaftClientRequest request) {
    return rpc.sendRequestAsyncUnordered(request);
  }

  /** The group as the server knows it, and what the server is in it. */
  GroupInfoReply groupInfo(RaftPeerId server) throws IOException {
    RaftClientReply reply = rpc.sendRequest(new GroupInfoRequest(id, server, Group.ID, newCall()));
    if (reply instanceof GroupInfoReply info && info.isSuccess()) {
      return info;
    }
    throw new IOException(server + " does not say what it knows of the group: " + reply);
  }

  /** Asks the leader to change the members; returns when the change is committed. */
  void setConfiguration(RaftPeerId leader, SetConfigurationRequest.Arguments members)
      throws IOException {
    RaftClientReply reply =
        rpc.sendRequest(new SetConfigurationRequest(id, leader, Group.ID, newCall(), members));
    if (!reply.isSuccess()) {
      throw new IOException(leader + " did not change the members", reply.getException());
    }
  }

  /** Lets another server lead. */
  void stepDown(RaftPeerId leader) throws IOException {
    long timeoutMillis = 3_000;
    rpc.sendRequest(
        new TransferLeadershipRequest(id, leader, Group.ID, newCall(), null, timeoutMillis));
  }

  /** After a broken connection: the next request opens a new one. */
  void reconnect(RaftPeerId server, Throwable cause) {
    rpc.handleException(server, cause, rpc.shouldReconnect(cause));
  }

  @Override
  public void close() throws IOException {
    rpc.close();
  }
}
