package org.ostraka.ballot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.VoterId;
import org.ostraka.base.Disk;
import org.ostraka.sim.Seeds;
import org.ostraka.sim.SimDisk;
import org.ostraka.sim.Simulation;

/** The pending table keeps what it acknowledged, through crashes, torn writes and a full disk. */
final class PendingFilesTest {
  private static final Path DIRECTORY = Path.of("/pending");
  private static final ElectionName ELECTION = new ElectionName("mayor");
  private static final ServerId SERVER = new ServerId("s1");

  private final SimDisk disk = new SimDisk(new Random(7));

  @Test
  void holdsWhatItRecorded() throws IOException {
    PendingFiles files = PendingFiles.open(disk, DIRECTORY);
    files.record(List.of(claim(1), claim(2)));

    assertThat(files.claims()).containsExactly(claim(1).id(), claim(2).id());
    assertThat(files.claim(claim(2).id())).contains(claim(2));
    assertThat(files.uses(ELECTION, new InodeNumber(1))).isTrue();
    assertThat(files.file(ELECTION, claim(1).name())).isPresent();
  }

  @Test
  void findsAgainAfterACrashWhatWasNotResolved() throws IOException {
    PendingFiles files = PendingFiles.open(disk, DIRECTORY);
    files.record(List.of(claim(1)));
    files.record(List.of(claim(2)));
    disk.crash();

    PendingFiles again = PendingFiles.open(disk, DIRECTORY);
    assertThat(again.claims()).containsExactly(claim(1).id(), claim(2).id());
    assertThat(again.claim(claim(1).id())).contains(claim(1));
  }

  @Test
  void forgetsAResolvedFileAndItsBytes() throws IOException {
    PendingFiles files = PendingFiles.open(disk, DIRECTORY);
    files.record(List.of(claim(1)));
    assertThat(files.resolve(claim(1).id())).isTrue();
    assertThat(files.resolve(claim(1).id())).isFalse();
    assertThat(files.uses(ELECTION, new InodeNumber(1))).isFalse();

    files.sweep(true);
    assertThat(disk.list(DIRECTORY)).isEmpty();
    assertThat(PendingFiles.open(disk, DIRECTORY).count()).isZero();
  }

  @Test
  void keepsAJournalFileWhileOneOfItsBallotsIsPending() throws IOException {
    PendingFiles files = PendingFiles.open(disk, DIRECTORY);
    files.record(List.of(claim(1), claim(2)));
    files.resolve(claim(1).id());
    files.sweep(true);

    assertThat(disk.list(DIRECTORY)).hasSize(1);
    assertThat(files.claim(claim(2).id())).contains(claim(2));
  }

  @Test
  void recordsNothingWhenTheDiskIsFull() throws IOException {
    PendingFiles files = PendingFiles.open(disk, DIRECTORY);
    files.record(List.of(claim(1)));
    disk.capacity(300);
    assertThatThrownBy(() -> files.record(List.of(claim(2), claim(3), claim(4))))
        .isInstanceOf(IOException.class);
    assertThat(files.claims()).containsExactly(claim(1).id());

    disk.capacity(1 << 20);
    files.record(List.of(claim(5)));
    disk.crash();
    assertThat(PendingFiles.open(disk, DIRECTORY).claims())
        .containsExactly(claim(1).id(), claim(5).id());
  }

  @Test
  void tellsDamageInTheMiddleFromATornEnd() throws IOException {
    PendingFiles files = PendingFiles.open(disk, DIRECTORY);
    files.record(List.of(claim(1), claim(2)));
    files.close();
    String journal = disk.list(DIRECTORY).getFirst();
    disk.flipByte(DIRECTORY.resolve(journal), 40);

    assertThatThrownBy(() -> PendingFiles.open(disk, DIRECTORY))
        .isInstanceOf(DamagedJournalException.class)
        .hasMessageContaining(journal)
        .hasMessageContaining("keep the file");
  }

  @Test
  void doesNotTakeADamagedHeaderForAFileThatWasBeingCreated() throws IOException {
    PendingFiles files = PendingFiles.open(disk, DIRECTORY);
    files.record(List.of(claim(1)));
    files.close();
    disk.flipByte(DIRECTORY.resolve(disk.list(DIRECTORY).getFirst()), 3);

    assertThatThrownBy(() -> PendingFiles.open(disk, DIRECTORY))
        .isInstanceOf(DamagedJournalException.class);
    assertThat(disk.list(DIRECTORY)).hasSize(1);
  }

  @Test
  void recordsInAJournalFileThatCouldNotBeCreatedAtFirst() throws IOException {
    AtomicBoolean failing = new AtomicBoolean(true);
    Disk moody =
        new ForwardingDisk(disk) {
          @Override
          public void forceDirectory(Path directory) throws IOException {
            if (failing.get()) {
              throw new IOException("Input/output error");
            }
            super.forceDirectory(directory);
          }
        };
    PendingFiles files = PendingFiles.open(moody, DIRECTORY);
    assertThatThrownBy(() -> files.record(List.of(claim(1)))).isInstanceOf(IOException.class);
    failing.set(false);
    files.record(List.of(claim(2)));

    assertThat(files.claim(claim(2).id())).contains(claim(2));
    disk.crash();
    assertThat(PendingFiles.open(disk, DIRECTORY).claims()).containsExactly(claim(2).id());
  }

  @Test
  void acknowledgedBallotsSurviveCrashesAtAnyMoment() {
    Seeds.of(getClass()).run(300, PendingFilesTest::crashAtAnyMoment);
  }

  /** Records and resolves at random on a disk that stops at a random change, again and again. */
  private static void crashAtAnyMoment(Simulation simulation) throws IOException {
    SimDisk disk = new SimDisk(simulation.random());
    Set<ClaimId> acknowledged = new LinkedHashSet<>();
    Set<ClaimId> resolved = new LinkedHashSet<>();
    int next = 1;
    for (int life = 0; life < 5; life++) {
      PendingFiles files = PendingFiles.open(disk, DIRECTORY);
      assertThat(files.claims()).containsAll(acknowledged);
      disk.stopAfter(simulation.random().nextInt(1, 30));
      next = liveUntilCrash(simulation, files, next, acknowledged, resolved);
      disk.crash();
    }
    PendingFiles last = PendingFiles.open(disk, DIRECTORY);
    assertThat(last.claims()).containsAll(acknowledged);
    for (ClaimId id : acknowledged) {
      assertThat(last.claim(id)).isPresent();
    }
  }

  private static int liveUntilCrash(
      Simulation simulation,
      PendingFiles files,
      int first,
      Set<ClaimId> acknowledged,
      Set<ClaimId> resolved) {
    int next = first;
    try {
      while (true) {
        List<Claim> batch = new ArrayList<>();
        for (int left = simulation.random().nextInt(1, 4); left > 0; left--) {
          batch.add(claim(next++));
        }
        files.record(batch);
        batch.forEach(claim -> acknowledged.add(claim.id()));
        if (simulation.chance(0.4)) {
          ClaimId id = simulation.pick(List.copyOf(acknowledged));
          files.resolve(id);
          acknowledged.remove(id);
          resolved.add(id);
          files.sweep(simulation.chance(0.5));
        }
      }
    } catch (IOException | RuntimeException stopped) {
      return next;
    }
  }

  @Test
  void callersAtTheSameTimeAllGetTheirs() throws Exception {
    PendingFiles files = PendingFiles.open(disk, DIRECTORY);
    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    List<Thread> callers = new ArrayList<>();
    for (int caller = 0; caller < 16; caller++) {
      int from = caller * 50;
      callers.add(
          Thread.ofVirtual()
              .uncaughtExceptionHandler((_, failure) -> failures.add(failure))
              .start(() -> recordFifty(files, from)));
    }
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(failures).isEmpty();
    assertThat(files.count()).isEqualTo(800);
    disk.crash();
    assertThat(PendingFiles.open(disk, DIRECTORY).count()).isEqualTo(800);
  }

  private static void recordFifty(PendingFiles files, int from) {
    try {
      for (int i = 1; i <= 50; i++) {
        files.record(List.of(claim(from + i)));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Claim claim(int number) {
    Block block = Block.of(("ballot " + number).getBytes(StandardCharsets.UTF_8));
    return new Claim(
        new ClaimId(SERVER, number),
        ELECTION,
        new InodeNumber(number),
        VoterId.of("voter " + number),
        Instant.parse("2030-01-01T10:00:00Z"),
        new BallotPath("b" + number),
        block.digest(),
        block);
  }
}
