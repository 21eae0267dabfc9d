package org.ostraka.ballot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ostraka.ballot.Ballot;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.Reservation;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.box.BallotReplica;
import org.ostraka.ballot.box.Entry;
import org.ostraka.ballot.box.MemoryBoxStore;
import org.ostraka.base.Disk;
import org.ostraka.base.Fault;
import org.ostraka.sim.SimDisk;

/** While an election closes, a server records nothing that the one who closes it would miss. */
class ClosingElectionTest {
  private static final ElectionName E = new ElectionName("e");
  private static final VoterId ALICE = VoterId.of("alice");
  private static final BallotPath NAME = new BallotPath("n1");
  private static final Block BLOCK = Block.of("for Betsy".getBytes(StandardCharsets.UTF_8));
  private static final Instant TEN = Instant.parse("2030-01-01T10:00:00Z");
  private static final LogIndex CLOSING = new LogIndex(4);

  private final List<Boolean> decidedWhileWriting = new ArrayList<>();
  private BallotReplica replica;
  private BallotServer server;

  @BeforeEach
  void openElection() throws IOException {
    ServerId id = new ServerId("s1");
    Path directory = Path.of("/pending");
    Disk disk = watched(new SimDisk(new Random(1)));
    SettlementRelay relay = new SettlementRelay(id);
    replica = new BallotReplica(new MemoryBoxStore(), relay);
    Tables tables =
        new Tables(replica, PendingFiles.open(disk, directory), new MemoryInvalidFiles());
    Environment around = new Environment(InstantSource.fixed(TEN), new Random(2), disk, directory);
    server = new BallotServer(id, tables, relay, ServerLimits.DEFAULT, around);
    apply(0, new Entry.RegistrationStarted(E, 1, ElectionOptions.DEFAULT));
    apply(1, new Entry.VotersRegistered(E, 1, 1, List.of(ALICE)));
    apply(2, new Entry.RegistrationCompleted(E, 1, 1));
    apply(3, new Entry.ElectionOpened(E));
  }

  private void apply(int index, Entry entry) throws IOException {
    replica.apply(new LogIndex(index), TEN, entry);
  }

  /** The closing arrives just while a file is being written, and its closer looks at once. */
  private Disk watched(Disk disk) {
    return new ForwardingDisk(disk) {
      @Override
      public File open(Path file) throws IOException {
        return new ForwardingFile(super.open(file)) {
          @Override
          public void append(List<ByteBuffer> buffers) throws IOException {
            apply((int) CLOSING.value(), new Entry.ElectionClosing(E));
            decidedWhileWriting.add(isDecided());
            super.append(buffers);
          }
        };
      }
    };
  }

  private boolean isDecided() {
    try {
      return Closing.isDecided(server.status(E), CLOSING);
    } catch (Fault | IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFileThatIsBeingClosedIsWaitedFor() throws Fault, IOException {
    Reservation file = server.create(E, NAME, ALICE);
    server.close(file, BLOCK);

    assertThat(decidedWhileWriting).isNotEmpty().containsOnly(false);
    assertThat(isDecided()).isFalse();
  }

  @Test
  void aBatchThatIsBeingRecordedIsWaitedFor() throws Fault, IOException {
    server.castAll(E, List.of(new Ballot(ALICE, NAME, BLOCK)));

    assertThat(decidedWhileWriting).isNotEmpty().containsOnly(false);
    assertThat(isDecided()).isFalse();
  }

  @Test
  void aFileThatStandsOpenIsNotWaitedForAndCannotBeClosedLater() throws Fault, IOException {
    Reservation file = server.create(E, NAME, ALICE);
    apply((int) CLOSING.value(), new Entry.ElectionClosing(E));

    assertThat(isDecided()).isTrue();
    assertThatThrownBy(() -> server.close(file, BLOCK))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo(Refusal.CLOSED.code()));
    assertThat(isDecided()).isTrue();
  }

  @Test
  void aReservationWithAnotherNameIsRefusedAndLeavesTheFileOpen() throws Fault, IOException {
    Reservation file = server.create(E, NAME, ALICE);
    Reservation other = new Reservation(E, new BallotPath("n2"), file.number(), file.blockSize());

    assertThatThrownBy(() -> server.close(other, BLOCK))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo(Refusal.IMMUTABLE.code()));
    assertThat(server.close(file, BLOCK).name()).isEqualTo(NAME);
  }
}
