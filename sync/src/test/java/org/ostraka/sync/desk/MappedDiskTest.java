package org.ostraka.sync.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.ostraka.sim.SimClock;
import org.ostraka.sim.Simulation;

/** A disk that ignores case holds names that differ in nothing else. */
final class MappedDiskTest {
  private final Simulation simulation = new Simulation(1);
  private final SimDeskDisk beneath =
      new SimDeskDisk(
          simulation,
          new SimClock(simulation, Duration.ZERO, 0),
          new DiskNames(true, ":?", true, true));
  private final DeskDisk disk = MappedDisk.over(beneath, beneath.limits());

  @Test
  void namesThatDifferInCaseStandBesideEachOther() throws Exception {
    disk.makeFolder("Plan");
    disk.makeFolder("plan");
    disk.makeLink("plan/Who?", "there");
    assertThat(disk.list("")).containsExactlyInAnyOrder("Plan", "plan");
    assertThat(beneath.paths()).containsExactly("Plan", "plan\uf101", "plan\uf101/Who\uf03f");
    assertThat(inode("Plan")).isNotEqualTo(inode("plan"));
    assertThat(disk.look("PLAN")).isNull();
    assertThat(disk.targetOrNull("plan/Who?")).isEqualTo("there");
  }

  @Test
  void whatHasATagIsFoundWhenTheOtherIsGone() throws Exception {
    disk.makeLink("A", "one");
    disk.makeLink("a", "two");
    disk.removeFile("A", Objects.requireNonNull(disk.look("A")));
    assertThat(disk.look("A")).isNull();
    assertThat(disk.targetOrNull("a")).isEqualTo("two");
    assertThat(disk.list("")).containsExactly("a");
  }

  @Test
  void aNameThatChangesItsCaseNeedsNoTag() throws Exception {
    disk.makeFolder("readme");
    disk.move("readme", "README");
    assertThat(beneath.paths()).containsExactly("README");
    assertThat(disk.look("readme")).isNull();
  }

  @Test
  void whatAPersonRenamesIsNoticed() throws Exception {
    disk.makeFolder("readme");
    beneath.moveByHand("readme", "Readme");
    assertThat(disk.look("Readme")).isNotNull();
    assertThat(disk.look("readme")).isNull();
    beneath.write("note", new byte[1], true);
    assertThat(disk.look("Note")).isNull();
    assertThat(disk.look("note")).isNotNull();
  }

  @Test
  void aNameThatIsGivenTwiceLosesNothing() throws Exception {
    disk.makeLink("Plan.txt", "one");
    disk.makeLink("plan.txt", "two");
    beneath.delete("Plan.txt");
    beneath.makeLinkByHand("plan.txt", "three");
    assertThat(disk.list("")).containsExactlyInAnyOrder("plan.txt", "plan (2).txt");
    assertThat(disk.targetOrNull("plan.txt")).isEqualTo("three");
    assertThat(disk.targetOrNull("plan (2).txt")).isEqualTo("two");
  }

  @Test
  void whatStandsUnderTheOtherNameIsNeverReplaced() throws Exception {
    disk.makeLink("a", "one");
    disk.makeLink("b", "two");
    disk.move("b", "A");
    assertThat(disk.targetOrNull("a")).isEqualTo("one");
    assertThat(disk.targetOrNull("A")).isEqualTo("two");
    assertThatExceptionOfType(DeskDisk.Surprise.class).isThrownBy(() -> disk.move("A", "a"));
    assertThat(List.copyOf(disk.list(""))).containsExactlyInAnyOrder("a", "A");
  }

  private long inode(String path) throws IOException {
    return Objects.requireNonNull(disk.look(path)).inode();
  }
}
