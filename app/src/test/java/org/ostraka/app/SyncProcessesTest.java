package org.ostraka.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * One hub and two desks as real processes, through the days that people have. Every scenario ends
 * with two equal folders, and no content lost that anybody wrote.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SyncProcessesTest {
  private static final int LARGE = 40 << 20;

  private SyncTown town;
  private SyncDesk ann;
  private SyncDesk bob;
  private Path folder;

  @BeforeAll
  void open(@TempDir Path temporary) throws Exception {
    folder = temporary;
    town = new SyncTown(temporary);
    ann = town.desk("ann");
    bob = town.desk("bob");
    awaitSame();
  }

  @AfterAll
  void close() throws Exception {
    town.close();
  }

  @AfterEach
  void bothFoldersAreTheSame() throws Exception {
    awaitSame();
  }

  private void awaitSame() throws Exception {
    SyncTown.await(
        "both are the same",
        () -> {
          boolean same = ann.isSameAs(bob);
          SyncTown.pause(Duration.ofMillis(150));
          return same && ann.isSameAs(bob);
        });
  }

  private interface Deed {
    void run() throws Exception;
  }

  /** Both do something of which the other hears only afterwards. */
  private void atTheSameTime(Deed ofAnn, Deed ofBob) throws Exception {
    awaitSame();
    ann.pause();
    bob.pause();
    ofAnn.run();
    ofBob.run();
    ann.resume();
    bob.resume();
    SyncTown.await("both go on", () -> !(ann.state() + bob.state()).contains("paused"));
    awaitSame();
  }

  @Test
  void createEditDeleteEachWay() throws Exception {
    for (SyncDesk desk : new SyncDesk[] {ann, bob}) {
      SyncDesk other = desk == ann ? bob : ann;
      String file = "each way/" + desk;
      desk.write(file, "made");
      SyncTown.await("made", () -> other.listing(file).containsValue("made"));
      other.write(file, "edited");
      SyncTown.await("edited", () -> desk.listing(file).containsValue("edited"));
      desk.remove(file);
      SyncTown.await("removed", () -> other.listing(file).isEmpty());
    }
  }

  @Test
  void concurrentEdit() throws Exception {
    ann.write("edit/plan.txt", "plan");
    atTheSameTime(
        () -> ann.write("edit/plan.txt", "ann's"), () -> bob.write("edit/plan.txt", "bob's"));
    assertThat(ann.contents("edit")).contains("ann's", "bob's").doesNotContain("plan");
    assertThat(ann.listing("edit").keySet()).anyMatch(name -> name.contains("(conflict of "));
    assertThat(ann.status().path("conflicts")).isNotEmpty();
  }

  @Test
  void editAgainstDelete() throws Exception {
    ann.write("against/plan.txt", "plan");
    atTheSameTime(
        () -> ann.write("against/plan.txt", "kept"), () -> bob.remove("against/plan.txt"));
    assertThat(bob.contents("against")).contains("kept");
  }

  @Test
  void concurrentFolderMove() throws Exception {
    ann.write("move/from/a", "a");
    ann.write("move/from/b", "b");
    atTheSameTime(
        () -> ann.move("move/from", "move/by ann"), () -> bob.move("move/from", "move/by bob"));
    assertThat(ann.contents("move")).containsOnlyOnce("a", "b");
    assertThat(ann.listing("move")).doesNotContainKey("move/from");
  }

  @Test
  void concurrentFolderRemoval() throws Exception {
    ann.write("removal/old", "old");
    atTheSameTime(() -> ann.remove("removal"), () -> bob.write("removal/new", "new"));
    assertThat(ann.listing("removal")).containsEntry("removal/new", "new");
    atTheSameTime(() -> ann.remove("removal"), () -> bob.remove("removal"));
    assertThat(ann.listing("removal")).isEmpty();
  }

  @Test
  void moveTwice() throws Exception {
    ann.write("twice/a/file", "moved");
    atTheSameTime(
        () -> {
          ann.move("twice/a", "twice/b");
          ann.move("twice/b", "twice/c/d");
        },
        () -> bob.write("twice/a/other", "came along"));
    assertThat(ann.listing("twice/c/d"))
        .containsEntry("twice/c/d/file", "moved")
        .containsEntry("twice/c/d/other", "came along");
  }

  @Test
  void folderBecomesFile() throws Exception {
    ann.write("becomes/it/inside", "inside");
    awaitSame();
    ann.remove("becomes/it");
    ann.write("becomes/it", "a file");
    SyncTown.await("a file", () -> bob.listing("becomes").containsValue("a file"));
    bob.remove("becomes/it");
    bob.write("becomes/it/again", "a folder");
    SyncTown.await("a folder", () -> ann.listing("becomes").containsKey("becomes/it/again"));
  }

  @Test
  void slowWriter() throws Exception {
    Files.createDirectories(ann.at("slow"));
    byte[] part = new byte[50_000];
    new Random(7).nextBytes(part);
    try (OutputStream out = Files.newOutputStream(ann.at("slow/file"))) {
      for (int piece = 0; piece < 20; piece++) {
        out.write(part);
        SyncTown.pause(Duration.ofMillis(70));
      }
    }
    awaitSame();
    assertThat(bob.at("slow/file")).hasSize(20L * part.length);
  }

  @Test
  void thousandSmallWrites() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      ann.write("storm/counter", "count " + i);
      bob.write("storm/by bob/" + i, "file " + i);
    }
    awaitSame();
    assertThat(bob.listing("storm")).containsEntry("storm/counter", "count 999");
    assertThat(ann.listing("storm/by bob")).hasSize(1_001);
  }

  @Test
  void unicodeJam() throws Exception {
    String composed = Normalizer.normalize("née Zoë", Normalizer.Form.NFC);
    String decomposed = Normalizer.normalize("née Zoë", Normalizer.Form.NFD);
    ann.write("jam/" + composed, "composed");
    ann.write("jam/" + decomposed, "decomposed");
    ann.write("jam/🏺 ὄστρακον שברים", "pots");
    ann.write("jam/two\nlines", "lines");
    ann.write("jam/ leading, trailing ", "spaces");
    ann.write("jam/%2e%2e&?#\\\"'", "signs");
    ann.write("jam/" + "n".repeat(255), "long");
    bob.write("jam/" + "deep/".repeat(60) + "file", "deep");
    awaitSame();
    assertThat(bob.listing("jam"))
        .containsEntry("jam/" + composed, "composed")
        .containsEntry("jam/" + decomposed, "decomposed")
        .hasSize(8 + 60 + 1);
  }

  @Test
  void caseOnlyRename() throws Exception {
    ann.write("case/readme", "read me");
    awaitSame();
    ann.move("case/readme", "case/README");
    SyncTown.await("renamed", () -> bob.listing("case").containsKey("case/README"));
    assertThat(bob.listing("case")).doesNotContainKey("case/readme");
  }

  @Test
  void hubKilledAtRandomMoments() throws Exception {
    Random random = new Random(11);
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i < 100; i++) {
        ann.write("killed/ann/%d-%d".formatted(round, i), "a" + i);
        bob.write("killed/bob/%d-%d".formatted(round, i), "b".repeat(20_000) + i);
      }
      SyncTown.pause(Duration.ofMillis(random.nextInt(700)));
      town.killHub();
      town.startHub();
    }
    awaitSame();
    assertThat(ann.listing("killed")).hasSize(3 + 800);
  }

  /** As after a disk is lost: the desks know of changes that the backup has not. */
  @Test
  void aHubBroughtBackFromItsBackupIsGivenWhatItLacks() throws Exception {
    ann.write("backup/kept", "in the backup");
    ann.write("backup/plan", "in the backup");
    ann.write("backup/moved", "in the backup, moved");
    awaitSame();
    Path backup = folder.resolve("backup of the hub");
    town.replaceWhileStopped(town.hubFolder(), backup);
    ann.write("backup/plan", "newer than the backup");
    bob.write("backup/new/file", "as new");
    ann.move("backup/moved", "backup/there");
    awaitSame();
    Map<String, String> before = ann.listing("backup");
    town.replaceWhileStopped(backup, town.hubFolder());
    SyncDesk carl = town.desk("carl");
    SyncTown.await("a new desk gets all", () -> carl.isSameAs(ann));
    awaitSame();
    assertThat(ann.listing("backup")).isEqualTo(before);
    carl.kill();
  }

  @Test
  void aQuotaHoldsUntilItIsLifted() throws Exception {
    town.quota("bob", "1KiB");
    try {
      bob.write("quota/large", "x".repeat(10_000));
      // The chunk is refused already if what he has is more, else the change that names it.
      SyncTown.await(
          "the quota is told",
          () -> Stream.of("quota", "used up").anyMatch(bob.status().toString()::contains));
      assertThat(ann.listing("quota")).doesNotContainKey("quota/large");
    } finally {
      town.quota("bob", "0");
    }
    bob.resume();
    SyncTown.await("it arrives", () -> ann.listing("quota").containsKey("quota/large"));
  }

  private static byte[] large(int seed) {
    byte[] content = new byte[LARGE];
    new Random(seed).nextBytes(content);
    return content;
  }

  @Test
  void deskKilledInMidUpload() throws Exception {
    long before = town.stored();
    byte[] content = large(1);
    ann.write("upload/large", content);
    SyncTown.await("some has arrived", () -> town.stored() > before + (4 << 20));
    ann.kill();
    ann.start();
    awaitSame();
    assertThat(bob.at("upload/large")).hasBinaryContent(content);
    assertThat(town.stored()).as("no chunk was sent again").isLessThan(before + LARGE + (16 << 20));
  }

  @Test
  void deskKilledInMidDownload() throws Exception {
    byte[] content = large(2);
    ann.write("download/large", content);
    Path drafts = bob.at(".ostraka/drafts");
    SyncTown.await(
        "a draft grows",
        () -> {
          try (Stream<Path> files = Files.list(drafts)) {
            return files.anyMatch(file -> file.toFile().length() > 1 << 20);
          }
        });
    bob.kill();
    assertThat(bob.at("download/large")).doesNotExist();
    bob.start();
    awaitSame();
    assertThat(bob.at("download/large")).hasBinaryContent(content);
  }

  @Test
  void clockSetBack() throws Exception {
    ann.write("clock/file", "new");
    awaitSame();
    ann.write("clock/file", "old");
    Files.setLastModifiedTime(
        ann.at("clock/file"), FileTime.from(Instant.parse("1990-01-01T00:00:00Z")));
    SyncTown.await("old", () -> bob.listing("clock").containsValue("old"));
    bob.write("clock/file", "newer");
    Files.setLastModifiedTime(
        bob.at("clock/file"), FileTime.from(Instant.parse("2090-01-01T00:00:00Z")));
    SyncTown.await("newer", () -> ann.listing("clock").containsValue("newer"));
    ann.write("clock/file", "last");
    SyncTown.await("last", () -> bob.listing("clock").containsValue("last"));
  }

  @Test
  void massDeletionHaltsAndIsUndone() throws Exception {
    awaitSame();
    Map<String, String> before = bob.listing("");
    for (int i = 0; i < 20; i++) {
      bob.write("mass/" + i, "file " + i);
    }
    awaitSame();
    bob.pause();
    for (String path : bob.listing("").keySet()) {
      bob.remove(path);
    }
    bob.resume();
    SyncTown.await("halted", () -> bob.state().equals("halted"));
    assertThat(ann.listing("")).containsAllEntriesOf(before);
    SyncTown.done("", "sync", "restore", bob.at(""), "--home", bob.home());
    awaitSame();
    assertThat(bob.listing("")).containsAllEntriesOf(before);
  }

  private static long historyWaitingOf(SyncDesk desk) throws Exception {
    JsonNode status = SyncTown.json("sync", "status", "--home", desk.home());
    return status.path("folders").path(0).path("historyWaiting").asLong();
  }

  @Test
  void versionsAreListedAndComeBack() throws Exception {
    ann.write("versions/plan", "one");
    awaitSame();
    bob.write("versions/plan", "two");
    awaitSame();
    bob.remove("versions/plan");
    SyncTown.await("removed", () -> ann.listing("versions/plan").isEmpty());
    awaitSame();
    Path plan = ann.at("versions/plan");
    JsonNode versions = SyncTown.json("sync", "versions", plan, "--home", ann.home());
    assertThat(versions.path("versions")).hasSize(2);
    JsonNode log = SyncTown.json("sync", "log", plan, "--home", ann.home());
    assertThat(log.path("changes").path(0).path("kind").asText()).isEqualTo("remove");
    SyncTown.done("", "sync", "restore", plan, "--home", ann.home());
    SyncTown.await("back", () -> bob.listing("versions").containsValue("two"));
    String first = versions.path("versions").path(1).path("rev").asText();
    SyncTown.done("", "sync", "restore", plan, "--at", first, "--home", ann.home());
    SyncTown.await("the first", () -> bob.listing("versions").containsValue("one"));
    SyncTown.await("the history has all", () -> historyWaitingOf(ann) == 0);
    Files.writeString(folder.resolve("outside"), "outside", UTF_8);
    assertThat(
            SyncTown.run("", "sync", "versions", folder.resolve("outside"), "--home", ann.home())
                .err())
        .contains("in none of this desk's folders");
  }

  @Test
  void aFolderOfTheRepositoryAndChosenFoldersOfIt() throws Exception {
    for (String name : new String[] {"one", "two", "three"}) {
      ann.write("part/" + name + "/file", name);
    }
    awaitSame();
    SyncDesk part = town.deskOf(ann, "part", "/part", "one,two");
    SyncTown.await("two folders", () -> part.listing("").size() == 4);
    assertThat(part.listing("")).containsEntry("one/file", "one").containsEntry("two/file", "two");
    part.write("one/new", "from the part");
    part.write("not chosen", "stays here");
    SyncTown.await("it arrives", () -> bob.listing("part/one").containsValue("from the part"));
    bob.move("part/one", "part/moved");
    SyncTown.await("it moves", () -> part.listing("moved").containsKey("moved/new"));
    bob.write("part/moved/more", "more");
    SyncTown.await("more", () -> part.listing("moved").containsKey("moved/more"));
    bob.move("part/two/file", "part/three/file of two");
    SyncTown.await("it leaves", () -> part.listing("two").size() == 1);
    SyncTown.done("", "sync", "select", part.at(""), "--only", "three", "--home", part.home());
    SyncTown.await("another", () -> part.listing("").containsKey("three/file of two"));
    SyncTown.await("the first is gone", () -> part.listing("moved").isEmpty());
    assertThat(bob.listing("part/moved")).hasSize(4);
    assertThat(ann.listing("part")).doesNotContainKey("part/not chosen");
    part.kill();
  }

  @Test
  void ignoredNamesStayOnTheirDesk() throws Exception {
    ann.write(".ostrakaignore", "# made by programs\n*.o\n/ignored/build\n");
    SyncTown.await("the rules arrive", () -> bob.listing("").containsKey(".ostrakaignore"));
    awaitSame();
    bob.write("ignored/main.o", "object");
    bob.write("ignored/build/out", "out");
    bob.write("ignored/main.c", "source");
    SyncTown.await("the source", () -> ann.listing("ignored").containsKey("ignored/main.c"));
    assertThat(ann.listing("ignored")).hasSize(2);
    bob.remove("ignored/main.o");
    bob.remove("ignored/build");
  }
}
