package org.ostraka.sync.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ostraka.sync.Change;

/** What two desks do with files and folders of every kind. */
final class DeskTest extends TwoDesks {
  @Test
  void filesFoldersAndLinksArriveAsTheyAre() throws IOException {
    ann.write("docs/plan.txt", "plan");
    ann.write("docs/empty", "");
    Files.createDirectories(ann.at("hollow/deep"));
    Files.createSymbolicLink(ann.at("docs/link"), Path.of("../outside"));
    Files.setPosixFilePermissions(
        ann.at("docs/plan.txt"),
        Set.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE));
    awaitSame();
    assertThat(bob.listing())
        .isEqualTo(
            Map.of(
                "docs", "/",
                "docs/plan.txt", "plan",
                "docs/empty", "",
                "docs/link", "-> ../outside",
                "hollow", "/",
                "hollow/deep", "/"));
    await("executable", () -> Files.isExecutable(bob.at("docs/plan.txt")));
    assertThat(Files.getLastModifiedTime(bob.at("docs/plan.txt")).toMillis())
        .isEqualTo(Files.getLastModifiedTime(ann.at("docs/plan.txt")).toMillis());
  }

  @Test
  void editsAndRemovalsGoBothWays() throws IOException {
    ann.write("a", "one");
    ann.write("b", "two");
    awaitSame();
    bob.write("a", "three");
    Files.delete(bob.at("b"));
    awaitSame();
    assertThat(ann.listing()).isEqualTo(Map.of("a", "three"));
  }

  @Test
  void aMovedFolderIsOneChangeAndSendsNothing() throws IOException {
    for (int i = 0; i < 200; i++) {
      ann.write("many/file" + i, "text " + i);
    }
    awaitSame();
    long sent = hub.storedBytes();
    int before = hub.changes().size();
    Files.move(ann.at("many"), ann.at("moved"));
    await("moved", () -> Files.exists(bob.at("moved/file199")));
    awaitSame();
    assertThat(hub.storedBytes()).isEqualTo(sent);
    assertThat(hub.changes().subList(before, hub.changes().size()))
        .singleElement()
        .isInstanceOf(Change.Move.class);
  }

  @Test
  void whatIsCopiedInOneGoArrivesWhole() throws IOException {
    for (int file = 0; file < 3_000; file++) {
      ann.write("copied/part" + file / 1_000 + "/f" + file, "text " + file);
    }
    await("the last", () -> Files.exists(bob.at("copied/part2/f2999")));
    awaitSame();
    assertThat(bob.names()).hasSize(3_000 + 4);
  }

  @Test
  void aLargeFolderIsMovedHoweverLateItsNewPlaceIsTold() throws IOException {
    for (int file = 0; file < 60; file++) {
      ann.write("old/f" + file, "text " + file);
    }
    awaitSame();
    long before = hub.position();

    ann.closeEyes();
    Files.move(ann.at("old"), ann.at("new"));
    ann.session().touched(List.of("old"));

    await("new", () -> Files.exists(bob.at("new/f59")) && !Files.exists(bob.at("old")));
    assertThat(hub.position()).isEqualTo(before + 1);
  }

  @Test
  void whatIsPutIntoAFolderWhileTheHubMovesItComesAlong() throws IOException {
    for (int round = 0; round < 10; round++) {
      ann.write("from" + round + "/old", "old");
      awaitSame();
      bob.session().decided(Decision.PAUSE);
      await("paused", () -> bob.status().state() == SessionStatus.State.PAUSED);
      long before = hub.position();
      Files.move(ann.at("from" + round), ann.at("to" + round));
      await("moved at the hub", () -> hub.position() > before);

      bob.write("from" + round + "/new", "new");
      bob.session().decided(Decision.RESUME);

      String arrived = "to" + round + "/new";
      await("both have it in the new place", () -> ann.names().contains(arrived));
      awaitSame();
    }
  }

  @Test
  void concurrentEditsKeepBothTexts() throws IOException {
    ann.write("a", "base");
    awaitSame();
    hub.unreachable(true);
    ann.write("a", "ann's");
    bob.write("a", "bob's!");
    await("offline", () -> ann.status().state() == SessionStatus.State.OFFLINE);
    hub.unreachable(false);
    await("copy", () -> ann.listing().size() == 2 && bob.listing().size() == 2);
    awaitSame();
    assertThat(ann.listing().values()).containsExactlyInAnyOrder("ann's", "bob's!");
    assertThat(ann.names().get(1)).contains("(conflict of ");
  }

  @Test
  void aDeskThatWasOffKnowsWhatHappenedMeanwhile() throws IOException {
    ann.write("kept", "kept");
    ann.write("gone", "gone");
    awaitSame();
    bob.close();
    Files.delete(ann.at("gone"));
    ann.write("new", "new");
    Files.move(bob.at("kept"), bob.at("renamed"));
    bob = new TestDesk(home, "bob", hub);
    await("renamed", () -> Files.exists(ann.at("renamed")));
    awaitSame();
    assertThat(bob.listing()).isEqualTo(Map.of("renamed", "kept", "new", "new"));
  }

  /**
   * <pre>
   * in the copy   lost with the hub
   * kept
   * edited        another text
   * moved         folder/moved
   * removed       (removed)
   *               folder/made
   * </pre>
   */
  @Test
  void aHubThatIsBroughtBackFromAnOlderCopyIsGivenWhatItLacks() throws IOException {
    for (String name : List.of("kept", "edited", "moved", "removed")) {
      ann.write(name, "old " + name);
    }
    awaitSame();
    long copy = hub.position();
    ann.write("edited", "new text");
    ann.write("folder/made", "made");
    awaitSame();
    Files.move(ann.at("moved"), ann.at("folder/moved"));
    Files.delete(ann.at("removed"));
    awaitSame();
    bob.close();
    hub.unreachable(true);
    hub.bringBack(copy);
    await("ann's stream has ended", () -> hub.refusedWaits() > 0);
    hub.unreachable(false);
    await("ann has given back", () -> hub.listing().containsKey("folder/moved"));
    bob = new TestDesk(home, "bob", hub);
    awaitSame();
    assertThat(ann.listing())
        .isEqualTo(
            Map.of(
                "kept", "old kept",
                "edited", "new text",
                "folder", "/",
                "folder/moved", "old moved",
                "folder/made", "made",
                "removed", "old removed"));
  }

  /** A desk that comes late finds that somebody has gone on from the copy. */
  @Test
  void whatWasChangedSinceTheHubWasBroughtBackIsKeptBesideWhatWasLost() throws IOException {
    ann.write("plan", "in the copy");
    ann.write("other", "in the copy");
    awaitSame();
    long copy = hub.position();
    bob.write("plan", "lost with the hub");
    awaitSame();
    ann.close();
    bob.close();
    hub.bringBack(copy);
    try (TestDesk carl = new TestDesk(home, "carl", hub)) {
      await("carl", () -> carl.listing().size() == 2);
      carl.write("plan", "written since");
      carl.write("other", "written since");
      carl.write("new", "written since");
      await("sent", () -> hub.position() >= copy + 3 && quiet(carl));
      bob = new TestDesk(home, "bob", hub);
      await("a copy", () -> carl.listing().size() == 4 && carl.listing().equals(bob.listing()));
    }
    ann = new TestDesk(home, "ann", hub);
    await("ann", () -> ann.listing().size() >= 4);
    awaitSame();
    assertThat(ann.listing())
        .containsEntry("plan", "written since")
        .containsEntry("other", "written since")
        .containsEntry("new", "written since")
        .containsValue("lost with the hub");
  }

  @Test
  void rightsThatChangeAreAskedForThoughNothingWasDone() throws IOException {
    ann.write("plan", "plan");
    awaitSame();
    await("both wait for more", () -> hub.listeners() == 2);
    awaitSame();
    int before = hub.reads();
    hub.lookOtherwise();
    await("asked", () -> hub.reads() > before);
  }

  @Test
  void aFileBecomesAFolderThatHoldsIt() throws IOException {
    ann.write("a", "text");
    awaitSame();
    Files.move(ann.at("a"), ann.at("b"));
    Files.createDirectory(ann.at("a"));
    Files.move(ann.at("b"), ann.at("a/a"));
    await("folder", () -> Files.exists(bob.at("a/a")));
    awaitSame();
    assertThat(bob.listing()).isEqualTo(Map.of("a", "/", "a/a", "text"));
  }

  @Test
  void aLargeFileIsSentWhileItIsReadAndNotOnceMore() throws IOException {
    byte[] bytes = large(ann, 20 << 20);
    awaitSame();
    assertThat(Files.readAllBytes(bob.at("large"))).isEqualTo(bytes);
    assertThat(hub.storedBytes()).isEqualTo(bytes.length);
    assertThat(hub.fetchedBytes()).isEqualTo(bytes.length);
  }

  @Test
  void aLargeFileIsFetchedBeforeItHasItsPlaceAndNotOnceMore() throws IOException {
    hub.closedForChanges(true);
    byte[] bytes = large(ann, 20 << 20);
    await("all of it fetched", () -> hub.fetchedBytes() == bytes.length);
    assertThat(bob.names()).isEmpty();
    hub.closedForChanges(false);
    awaitSame();
    assertThat(Files.readAllBytes(bob.at("large"))).isEqualTo(bytes);
    assertThat(hub.fetchedBytes()).isEqualTo(bytes.length);
    assertThat(drafts(bob)).isEmpty();
  }

  @Test
  void whatWasFetchedOfAFileThatNeverCameIsRemovedAtTheNextStart() throws IOException {
    bob.close();
    Files.writeString(bob.at(".ostraka/drafts/ahead-0123"), "a part of what was being sent");
    bob = new TestDesk(home, "bob", hub);
    assertThat(drafts(bob)).isEmpty();
  }

  private static List<Path> drafts(TestDesk desk) throws IOException {
    try (Stream<Path> drafts = Files.list(desk.at(".ostraka/drafts"))) {
      return drafts.toList();
    }
  }

  /** As programs save: nobody may see a part of it, which would be brought as well. */
  private byte[] large(TestDesk desk, int length) throws IOException {
    byte[] bytes = new byte[length];
    new SplittableRandom(length).nextBytes(bytes);
    Path saved = Files.write(home.resolve("saved"), bytes);
    Files.move(saved, desk.at("large"), StandardCopyOption.ATOMIC_MOVE);
    return bytes;
  }

  @Test
  void contentThatTheHubLostBeforeItWasDurableIsSentAgain() throws IOException {
    hub.loseNextContent();
    ann.write("small", "small");
    await("small", () -> Files.exists(bob.at("small")));
    hub.loseNextContent();
    byte[] bytes = large(ann, 9 << 20);
    await("large", () -> Files.exists(bob.at("large")));
    awaitSame();
    assertThat(Files.readAllBytes(bob.at("large"))).isEqualTo(bytes);
  }

  @Test
  void anInsertionSendsAndFetchesOnlyTheChunksAroundIt() throws IOException {
    byte[] bytes = new byte[12 << 20];
    new SplittableRandom(7).nextBytes(bytes);
    Files.write(ann.at("large"), bytes);
    await("large", () -> Files.exists(bob.at("large")));
    awaitSame();
    long sent = hub.storedBytes();
    long fetched = hub.fetchedBytes();
    byte[] longer = new byte[bytes.length + 1];
    System.arraycopy(bytes, 0, longer, 1, bytes.length);
    // As programs save: nobody may see a part of it, which would be brought as well.
    Path saved = Files.write(home.resolve("longer"), longer);
    Files.move(saved, ann.at("large"), StandardCopyOption.ATOMIC_MOVE);
    await("longer", () -> Files.size(bob.at("large")) == longer.length);
    awaitSame();
    assertThat(Files.readAllBytes(bob.at("large"))).isEqualTo(longer);
    assertThat(hub.storedBytes() - sent).isLessThan(bytes.length / 2);
    assertThat(hub.fetchedBytes() - fetched).isLessThan(bytes.length / 2);
  }
}
