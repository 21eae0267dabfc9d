package org.ostraka.ballot.raft;

import java.io.IOException;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.server.RaftServer;
import org.ostraka.ballot.box.BallotReplica;
import org.ostraka.ballot.box.SnapshotStore;
import org.ostraka.base.AtomicFiles;
import org.ostraka.base.FileDisk;

/** Puts the parts of a server together. */
final class RaftStart {
  private RaftStart() {}

  static RaftBallotLog start(
      RaftSettings settings,
      BallotReplica replica,
      SnapshotStore snapshots,
      InstantSource clock,
      Consumer<Throwable> failed)
      throws IOException {
    Group group = new Group(settings);
    RaftProperties properties = RatisProperties.of(settings);
    LogClient client = new LogClient(settings, properties, group.peers());
    TableTransfer transfer = transfer(settings, snapshots, client);
    RaftNode node = new RaftNode(settings, group, client, transfer, failed);
    BallotStateMachine machine =
        new BallotStateMachine(
            replica,
            clock,
            new SnapshotKeeper(new AtomicFiles(FileDisk.ownerOnly()), settings.snapshots()),
            transfer,
            node);
    try {
      node.start(
          RaftServer.newBuilder()
              .setServerId(group.self())
              .setProperties(properties)
              .setParameters(RatisProperties.parameters(settings))
              .setStateMachine(machine));
    } catch (IOException | RuntimeException e) {
      closeAfter(e, node, client);
      throw e;
    }
    EntrySender sender = new EntrySender(client, group, settings.timing(), node);
    return RaftBallotLog.of(node, sender, client);
  }

  private static TableTransfer transfer(
      RaftSettings settings, SnapshotStore snapshots, LogClient client) throws IOException {
    return new TableTransfer(
        new TableCopies(snapshots, settings.outgoing()),
        new TableFetch(client, settings.self(), FileDisk.ownerOnly(), settings.incoming()),
        snapshots);
  }

  private static void closeAfter(Exception failure, RaftNode node, LogClient client) {
    try {
      node.close();
      client.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
