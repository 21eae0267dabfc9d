package org.ostraka.ballot.raft;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.ServerId;
import org.ostraka.base.identity.Identity;

/** Servers of one organisation on this machine, on ports that were free. */
final class TestCluster implements Closeable {
  static final RaftTiming TIMING = new RaftTiming(Duration.ofMillis(400), Duration.ofSeconds(30));

  private final List<TestServer> servers = new ArrayList<>();

  TestCluster(Path directory, int size, SnapshotInterval snapshots) throws IOException {
    this(directory, size, snapshots, TIMING, server -> Optional.empty());
  }

  TestCluster(Path directory, int size, RaftTiming timing) throws IOException {
    this(directory, size, SnapshotInterval.DEFAULT, timing, server -> Optional.empty());
  }

  TestCluster(Path directory, int size, Function<ServerId, Optional<Identity>> identities)
      throws IOException {
    this(directory, size, SnapshotInterval.DEFAULT, TIMING, identities);
  }

  private TestCluster(
      Path directory,
      int size,
      SnapshotInterval snapshots,
      RaftTiming timing,
      Function<ServerId, Optional<Identity>> identities)
      throws IOException {
    List<RaftMember> members = members(size);
    for (RaftMember member : members) {
      servers.add(
          new TestServer(
              new RaftSettings(
                  member.id(),
                  members,
                  directory.resolve(member.id().value()),
                  timing,
                  identities.apply(member.id()),
                  snapshots)));
    }
  }

  /** All sockets are open at once, so that no port is given twice. */
  private static List<RaftMember> members(int size) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    List<RaftMember> members = new ArrayList<>();
    for (int i = 1; i <= size; i++) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      sockets.add(socket);
      members.add(new RaftMember(new ServerId("s" + i), "127.0.0.1", socket.getLocalPort()));
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return members;
  }

  List<TestServer> servers() {
    return servers;
  }

  TestServer server(int number) {
    return servers.get(number - 1);
  }

  void startFirst() throws IOException {
    for (TestServer server : servers) {
      server.allowFirstStart();
      server.start();
    }
  }

  List<TestServer> running() {
    return servers.stream().filter(TestServer::runs).toList();
  }

  TestServer leader() throws Exception {
    Await.until("a leader", () -> running().stream().anyMatch(server -> server.log().leads()));
    return running().stream().filter(server -> server.log().leads()).findFirst().orElseThrow();
  }

  TestServer follower() throws Exception {
    TestServer leader = leader();
    return running().stream().filter(server -> server != leader).findFirst().orElseThrow();
  }

  /** All running servers have applied the entry. */
  void awaitApplied(LogIndex index) throws Exception {
    for (TestServer server : running()) {
      Await.until(
          server.id() + " applies " + index,
          () -> server.log().status().applied().compareTo(index) >= 0);
    }
  }

  @Override
  public void close() throws IOException {
    for (TestServer server : running()) {
      server.stop();
    }
  }
}
