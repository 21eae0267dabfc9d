package org.ostraka.ballot.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.VoterId;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/** How paths of the kernel are read as ballots and voters. */
final class MountPathTest {

  @Test
  void theFirstAtSeparatesTheBallotFromTheVoter() throws Fault {
    MountPath.Creation creation = MountPath.creation("/north/b 1@ada@example.org");
    assertThat(creation.name()).isEqualTo(new BallotPath("north/b 1"));
    assertThat(creation.voter()).isEqualTo(VoterId.of("ada@example.org"));
  }

  @Test
  void noNameHasAnAtAndWhatHasOneIsKnownNotToExist() {
    assertRefused("/a@b/ballot@ada", "name-rule");
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> MountPath.existing("/north/ballot@ada"))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo("file-unknown"));
  }

  @Test
  void aCreationNeedsNameAndVoter() {
    assertRefused("/ballot", "voter-missing");
    assertRefused("/a@b/ballot", "voter-missing");
    assertRefused("/@ada", "name-rule");
    assertRefused("/north/@ada", "name-rule");
    assertRefused("/ballot@", "voter-rule");
    assertRefused("/ballot@" + "v".repeat(129), "voter-rule");
    assertRefused("/bal\nlot@ada", "name-rule");
  }

  @Test
  void brokenUnicodeIsNeverRecordedAsSomethingElse() {
    assertRefused("/caf\uFFFD@ada", "name-rule");
    assertRefused("/ballot@ad\uFFFD", "voter-rule");
  }

  @Test
  void neitherAFaultNorACreationSaysTheVoter() throws Fault {
    assertThat(MountPath.creation("/ballot@ada").toString()).doesNotContain("ada");
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> MountPath.creation("/..@ada"))
        .satisfies(fault -> assertThat(fault.text()).doesNotContain("ada"));
  }

  @Test
  void aNameThatNoBallotCanHaveDoesNotExist() {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> MountPath.existing("/a/b/c/d/e/f/g/h/i"))
        .satisfies(fault -> assertThat(fault.kind()).isEqualTo(FaultKind.NOT_FOUND));
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> MountPath.existing("/" + "n".repeat(400)))
        .satisfies(fault -> assertThat(fault.kind()).isEqualTo(FaultKind.NAME_TOO_LONG));
  }

  private static void assertRefused(String path, String code) {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> MountPath.creation(path))
        .satisfies(fault -> assertThat(fault.code()).isEqualTo(code))
        .satisfies(fault -> assertThat(fault.kind()).isEqualTo(FaultKind.INVALID_INPUT));
  }
}
