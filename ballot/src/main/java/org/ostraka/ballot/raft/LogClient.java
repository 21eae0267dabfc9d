package org.ostraka.ballot.raft;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
import org.jspecify.annotations.Nullable;

/** Requests from this server to the others, each tried once at one server. */
final class LogClient implements Closeable {
  private static final Duration HAND_OVER = Duration.ofSeconds(3);
  private static final Duration RECONNECT = Duration.ofMillis(500);

  private final ClientId id = ClientId.randomId();
  private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<RaftPeerId, Long> reconnected = new ConcurrentHashMap<>();
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

  /** The request to append an encoded entry, for {@link #ask} or for the own server. */
  RaftClientRequest write(RaftPeerId to, long call, ByteString entry, Duration patience) {
    return request(to, RaftClientRequest.writeRequestType(), entry, patience)
        .setCallId(call)
        .build();
  }

  /** The request to answer a question from a server's own state, whatever its role. */
  RaftClientRequest question(RaftPeerId to, ByteString question, Duration patience) {
    return request(to, RaftClientRequest.staleReadRequestType(0), question, patience)
        .setCallId(newCall())
        .build();
  }

  /** The request for nothing, which a leader answers when a majority has heard from it since. */
  RaftClientRequest touch(RaftPeerId leader, Duration patience) {
    return request(leader, RaftClientRequest.readRequestType(), ByteString.EMPTY, patience)
        .setCallId(newCall())
        .build();
  }

  private RaftClientRequest.Builder request(
      RaftPeerId to, RaftClientRequest.Type type, ByteString content, Duration patience) {
    return RaftClientRequest.newBuilder()
        .setClientId(id)
        .setServerId(to)
        .setGroupId(Group.ID)
        .setMessage(Message.valueOf(content))
        .setType(type)
        .setTimeoutMs(Math.max(1, patience.toMillis()));
  }

  /**
   * Sends a request and waits for the reply, which may be a refusal. Each request is a stream of
   * its own: Ratis' shared stream would fail all requests under way when one does.
   *
   * @throws IOException if none came within the request's time
   */
  RaftClientReply ask(RaftClientRequest request) throws IOException, InterruptedException {
    try {
      return rpc.sendRequest(request);
    } catch (InterruptedIOException e) {
      if (Thread.interrupted()) {
        throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
      }
      throw e;
    }
  }

  /** Begins to {@link #ask}; a cancelled request is taken back. */
  Future<RaftClientReply> submit(RaftClientRequest request) {
    return asking.submit(() -> ask(request));
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

  /** Lets another server lead: this one, or whoever is elected when it is null. */
  void handOver(RaftPeerId leader, @Nullable RaftPeerId next) throws IOException {
    rpc.sendRequest(
        new TransferLeadershipRequest(id, leader, Group.ID, newCall(), next, HAND_OVER.toMillis()));
  }

  /**
   * After a failure: opens a new connection if the old one is broken, for that one would wait ever
   * longer before it tries again. Of many requests that fail together, one does so.
   */
  void reconnect(RaftPeerId server, Throwable cause) {
    if (!rpc.shouldReconnect(cause)) {
      return;
    }
    long now = System.nanoTime();
    Long last = reconnected.put(server, now);
    if (last == null || now - last > RECONNECT.toNanos()) {
      // Elsewhere, because closing the old connection may take seconds.
      Thread.ofVirtual().start(() -> rpc.handleException(server, cause, true));
    }
  }

  @Override
  public void close() throws IOException {
    asking.shutdownNow();
    rpc.close();
  }
}
