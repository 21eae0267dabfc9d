package org.ostraka.ballot.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.box.BallotReplica;
import org.ostraka.ballot.box.Entry;
import org.ostraka.ballot.box.MemoryBoxStore;
import org.ostraka.base.Disk;
import org.ostraka.sim.SimDisk;

/** A run sends full entries one after the other, and no second one that is nearly empty. */
final class ReconcilerRunTest {
  private static final ElectionName E = new ElectionName("e");
  private static final List<VoterId> VOTERS =
      List.of(VoterId.of("ada"), VoterId.of("bob"), VoterId.of("cem"), VoterId.of("dora"));
  private static final Instant TEN = Instant.parse("2030-01-01T10:00:00Z");
  private static final ServerLimits TWO_CLAIMS_AN_ENTRY =
      new ServerLimits(
          100,
          100,
          ServerLimits.DEFAULT.openTime(),
          2,
          ServerLimits.DEFAULT.bytesPerEntry(),
          ServerLimits.DEFAULT.resendAfter(),
          0);

  private BallotServer server;

  @BeforeEach
  void open() throws Exception {
    ServerId id = new ServerId("s1");
    SettlementRelay relay = new SettlementRelay(id);
    BallotReplica replica = new BallotReplica(new MemoryBoxStore(), relay);
    Disk disk = new SimDisk(new Random(1));
    Path directory = Path.of("/pending");
    Tables tables =
        new Tables(replica, PendingFiles.open(disk, directory), new MemoryInvalidFiles());
    Environment around = new Environment(InstantSource.fixed(TEN), new Random(2), disk, directory);
    server = new BallotServer(id, tables, relay, TWO_CLAIMS_AN_ENTRY, around);
    List<Entry> log =
        List.of(
            new Entry.RegistrationStarted(E, 1, ElectionOptions.DEFAULT),
            new Entry.VotersRegistered(E, 1, 1, VOTERS),
            new Entry.RegistrationCompleted(E, 1, VOTERS.size()),
            new Entry.ElectionOpened(E));
    for (int at = 0; at < log.size(); at++) {
      replica.apply(new LogIndex(at), TEN, log.get(at));
    }
  }

  private void cast(int voter) throws Exception {
    Block block = Block.of(new byte[] {(byte) voter});
    server.close(server.create(E, new BallotPath("b" + voter), VOTERS.get(voter)), block);
  }

  private int sent() throws Exception {
    return server.reconciler().nextBatch(TEN).size();
  }

  @Test
  void afterAFullEntryTheRunGoesOn() throws Exception {
    for (int voter = 0; voter < 3; voter++) {
      cast(voter);
    }
    assertThat(sent()).isEqualTo(2);
    assertThat(server.reconciler().hasMore()).isTrue();
    assertThat(sent()).isEqualTo(1);
    assertThat(server.reconciler().hasMore()).isFalse();
  }

  @Test
  void whatComesWhileTheLastEntryIsOnItsWayWaitsForTheNextRun() throws Exception {
    cast(0);
    assertThat(sent()).isEqualTo(1);
    cast(1);
    assertThat(server.reconciler().hasMore()).isFalse();
    assertThat(sent()).as("the next run").isEqualTo(1);
  }
}
