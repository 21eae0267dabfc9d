package org.ostraka.ballot.raft;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.util.ProtoUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that Ratis takes notice of fetched tables.
 *
 * <p>Ratis (3.3.0) looks at the result of a fetch only when the leader asks for the fetch again. A
 * new leader that still has all the entries never asks, but is refused every entry meanwhile: the
 * server would be stuck until its next restart. So after a while this server asks itself.
 */
final class ReloadReminder {
  private static final Logger LOG = LoggerFactory.getLogger(ReloadReminder.class);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Semaphore reloads = new Semaphore(0);

  /** Ratis has taken notice. */
  void reloaded() {
    reloads.release();
  }

  /** A fetch begins: what was noticed before is of no concern. */
  void forgetEarlier() {
    reloads.drainPermits();
  }

  /**
   * Returns when Ratis has taken notice of the tables that were fetched.
   *
   * @param first the entry for want of which Ratis asked for the tables
   */
  void awaitReload(RaftServer server, TermIndex first) throws InterruptedException {
    while (!reloads.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      try {
        remind(server, first);
      } catch (IOException | RuntimeException e) {
        LOG.info("The fetched tables are not taken over yet: {}", e.getMessage());
      }
    }
  }

  /** Asks the server for what its leader would ask: to fetch tables for want of this entry. */
  static void remind(RaftServer server, TermIndex first) throws IOException {
    RaftServer.Division division = server.getDivision(Group.ID);
    RaftPeerId leader = division.getInfo().getLeaderId();
    if (leader == null || leader.equals(server.getId())) {
      throw new IOException("no other server leads"); // a leader that asked itself would step down
    }
    server.installSnapshot(
        InstallSnapshotRequestProto.newBuilder()
            .setServerRequest(
                RaftRpcRequestProto.newBuilder()
                    .setRequestorId(leader.toByteString())
                    .setReplyId(server.getId().toByteString())
                    .setRaftGroupId(ProtoUtils.toRaftGroupIdProtoBuilder(Group.ID))
                    .setCallId(LogClient.newCall()))
            .setLeaderTerm(division.getInfo().getCurrentTerm())
            .setNotification(
                InstallSnapshotRequestProto.NotificationProto.newBuilder()
                    .setFirstAvailableTermIndex(first.toProto()))
            .build());
  }
}
