package org.ostraka.ballot.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.ostraka.ballot.FileState;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/** Creating, writing and closing ballots through a real mount. */
@ParameterizedClass
@EnumSource
final class CastingTest {
  private static final int EPERM = 1;
  private static final int EFBIG = 27;
  private static final int ENOSPC = 28;

  private final MemoryBallotFileSystem ballots =
      new MemoryBallotFileSystem("ada", "bob", "zoë@example.org");
  private final Mounted.Closing closing;
  private Mounted mounted;

  CastingTest(Mounted.Closing closing) {
    this.closing = closing;
  }

  @BeforeEach
  void mount(@TempDir Path folder) throws Exception {
    mounted = Mounted.in(folder, ballots, closing);
  }

  @AfterEach
  void unmount() {
    mounted.close();
  }

  @Test
  void aBallotAppearsUnderItsNameWithoutTheVoter() throws Exception {
    assertThat(mounted.cast("b1@ada", "yes")).isZero();
    assertThat(ballots.content("b1")).isEqualTo("yes");
    assertThat(Files.readString(mounted.path("b1"))).isEqualTo("yes");
    Mounted.await("the path with the voter is gone", () -> !exists("b1@ada"));
    assertThat(mounted.root().toFile().list()).containsExactly("b1");
  }

  private boolean exists(String name) {
    return Files.exists(mounted.path(name));
  }

  @Test
  void namesWithSpacesAndAccentsAndVotersWithAnAt() throws Exception {
    ballots.addDirectory("bureau été");
    assertThat(mounted.cast("bureau été/bulletin n° 1@zoë@example.org", "oui")).isZero();
    assertThat(ballots.ballots()).containsExactly("bureau été/bulletin n° 1");
    assertThat(Files.readString(mounted.path("bureau été/bulletin n° 1"))).isEqualTo("oui");
  }

  @Test
  void whileItIsOpenTheCreatedPathHasAttributesAndIsNotListed() throws Exception {
    int descriptor = mounted.create("b1@ada");
    Posix.write(descriptor, "yes");
    assertThat(Files.size(mounted.path("b1@ada"))).isEqualTo(3);
    assertThat(mounted.root().toFile().list()).isEmpty();
    assertThat(exists("b1")).isFalse();
    assertThat(Posix.close(descriptor)).isZero();
  }

  @Test
  void severalWritesMakeOneBlock() {
    int descriptor = mounted.create("b1@ada");
    Posix.write(descriptor, "one,");
    Posix.write(descriptor, "two,");
    Posix.run("pwrite", descriptor, new byte[] {'T'}, 1L, 4L);
    assertThat(ballots.ballots()).isEmpty();
    assertThat(Posix.close(descriptor)).isZero();
    assertThat(ballots.content("b1")).isEqualTo("one,Two,");
  }

  @Test
  void closingADuplicateBeforeAnythingIsWrittenDoesNothing() {
    int descriptor = mounted.create("b1@ada");
    assertThat(Posix.close(Posix.dup(descriptor))).isZero();
    assertThat(ballots.ballots()).isEmpty();
    Posix.write(descriptor, "yes");
    assertThat(Posix.close(descriptor)).isZero();
    assertThat(ballots.content("b1")).isEqualTo("yes");
  }

  @Test
  void theFirstCloseAfterAWriteRecordsAndEndsTheWriting() {
    int descriptor = mounted.create("b1@ada");
    Posix.write(descriptor, "yes");
    assertThat(Posix.close(Posix.dup(descriptor))).isZero();
    assertThat(ballots.content("b1")).isEqualTo("yes");
    assertThat(Posix.write(descriptor, " and no")).isEqualTo(-EPERM);
    assertThat(Posix.close(descriptor)).isZero();
    assertThat(ballots.content("b1")).isEqualTo("yes");
  }

  @Test
  void synchronisingRecords() {
    int descriptor = mounted.create("b1@ada");
    assertThat(Posix.fsync(descriptor)).isZero();
    assertThat(ballots.ballots()).isEmpty();
    Posix.write(descriptor, "yes");
    assertThat(Posix.fsync(descriptor)).isZero();
    assertThat(ballots.content("b1")).isEqualTo("yes");
    assertThat(Posix.write(descriptor, "no")).isEqualTo(-EPERM);
    assertThat(Posix.close(descriptor)).isZero();
  }

  @Test
  void aFileThatIsNeverWrittenIsAbandonedAndItsVoterMayVote() {
    assertThat(Posix.close(mounted.create("b1@ada"))).isZero();
    mounted.awaitReleased();
    assertThat(ballots.ballots()).isEmpty();
    Mounted.await("the created path is gone", () -> !exists("b1@ada"));
    assertThat(mounted.cast("b1@ada", "yes")).isZero();
  }

  @Test
  void aBallotOverTheBlockSizeIsNotCutButSpoiled() {
    int descriptor = mounted.create("b1@ada");
    byte[] tooMuch = new byte[MemoryBallotFileSystem.BLOCK_SIZE - 2];
    Posix.write(descriptor, "yes");
    assertThat(Posix.write(descriptor, tooMuch)).isEqualTo(-EFBIG);
    assertThat(Posix.write(descriptor, "!")).isEqualTo(-EFBIG);
    assertThat(Posix.close(descriptor)).isEqualTo(-EFBIG);
    mounted.awaitReleased();
    assertThat(ballots.ballots()).isEmpty();
    assertThat(mounted.cast("b2@ada", "yes")).isZero();
  }

  @Test
  void theLargestBallotFits() {
    String largest = "x".repeat(MemoryBallotFileSystem.BLOCK_SIZE);
    assertThat(mounted.cast("b1@ada", largest)).isZero();
    assertThat(ballots.content("b1")).isEqualTo(largest);
  }

  @Test
  void closeReturnsTheErrorOfRecording() {
    ballots.beforeClose =
        () -> {
          throw Fault.of(FaultKind.NO_SPACE, "the disk is full");
        };
    int descriptor = mounted.create("b1@ada");
    Posix.write(descriptor, "yes");
    assertThat(Posix.close(Posix.dup(descriptor))).isEqualTo(-ENOSPC);
    ballots.beforeClose = () -> {};
    assertThat(Posix.write(descriptor, "yes")).isEqualTo(-ENOSPC);
    assertThat(Posix.close(descriptor)).isEqualTo(-ENOSPC);
    mounted.awaitReleased();
    assertThat(ballots.ballots()).isEmpty();
    assertThat(mounted.cast("b2@ada", "yes")).isZero();
  }

  @Test
  void modeOwnerAndTimesAreTakenWithoutEffectUntilItIsClosed() throws Exception {
    int descriptor = mounted.create("b1@ada");
    Posix.write(descriptor, "yes");
    assertThat(Posix.run("fchmod", descriptor, 0777)).isZero();
    assertThat(Posix.run("fchown", descriptor, 12, 12)).isZero();
    assertThat(Posix.run("ftruncate", descriptor, 3L)).isZero();
    assertThat(Posix.run("ftruncate", descriptor, 0L)).isEqualTo(-EPERM);
    assertThat(Posix.close(descriptor)).isZero();
    assertThat(Program.run(mounted.root(), "stat", "-c", "%A %h", "b1").output())
        .isEqualTo("-r--r----- 1");
  }

  @Test
  void openDescriptorsKeepTheBlockTheyOpened() throws Exception {
    ballots.addBallot("b1", "mine", FileState.PENDING);
    try (var open = Files.newByteChannel(mounted.path("b1"))) {
      ballots.addBallot("b1", "theirs, which won", FileState.VALID);
      ByteBuffer read = ByteBuffer.allocate(100);
      open.read(read);
      assertThat(StandardCharsets.UTF_8.decode(read.flip()).toString()).isEqualTo("mine");
    }
    assertThat(Files.readString(mounted.path("b1"))).isEqualTo("theirs, which won");
  }
}
