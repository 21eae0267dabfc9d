package org.ostraka.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.app.SwarmTown.Running;

/**
 * How {@code get} ends when something is wrong, with the exit codes of docs/swarm.md: real commands
 * of the client's jar, one mapping server and two clients that serve. Runs once the jars are made.
 */
final class SwarmEndingsTest {
  private static final int BYTES = 4 << 20;
  private static final int FRAGMENTS = BYTES >> 16;

  private static SwarmTown town;
  private static String server;
  private static List<String> links;

  /** What several tests fetch, what is changed while it is served, and what comes slowly. */
  private static String good() {
    return links.get(0);
  }

  private static String changed() {
    return links.get(1);
  }

  private static String goodNamed(String escaped) {
    return good().replaceFirst("name=pots.bin", "name=" + escaped);
  }

  private static String slow;

  @BeforeAll
  static void found(@TempDir Path folder) throws Exception {
    town = new SwarmTown(folder);
    server = town.map("map").address();
    Path pots = town.content("pots.bin", BYTES);
    Path changed = town.content("changed.bin", BYTES + 1);
    Running sharing = town.client("share", pots, changed, "--dir", "seed", "--server", server);
    links = sharing.done().lines().toList();
    assertThat(links).hasSize(2);
    Running seed = town.client("run", "--dir", "seed");
    seed.await("both files are served", () -> town.statuses("seed").size() == 2);
    Path many = town.content("slow.bin", BYTES + 2);
    slow = town.client("share", many, "--dir", "slow", "--server", server).done().strip();
  }

  @AfterAll
  static void stopAll() {
    town.close();
  }

  private static Running slowSeed() throws Exception {
    Running seed = town.client("run", "--dir", "slow", "--limit-up-each", "700KB/s");
    seed.await("the slow seed is announced", () -> isMapped("slow"));
    return seed;
  }

  private static boolean isMapped(String dir) throws java.io.IOException {
    return !town.status(dir).path("server").asText().isEmpty();
  }

  @Test
  void nobodyKnowsTheFile() throws Exception {
    String unknown = good().replaceFirst("pire2pire:[0-9a-f]{8}", "pire2pire:00000000");
    Running get = town.client("get", unknown, "--dir", "a", "--wait", 1);
    assertThat(get.code()).as(get.err()).isEqualTo(10);
    assertThat(get.err()).contains("no server and no client of this network knows the file");
    assertThat(get.out()).isEmpty();
  }

  @Test
  void interruptedThenLeftAloneThenFetchedWithNoFragmentTwice() throws Exception {
    Running seed = slowSeed();
    Object[] line = {"get", slow, "--dir", "b", "--out", "b.bin", "--wait", 1};
    Running first = town.client(line);
    first.await("something has come", town.holds("b", held -> held > 0));
    first.interrupt();
    assertThat(first.code()).as(first.err()).isEqualTo(130);

    long before = town.sources("b").size();
    Running second = town.client(line);
    second.await("more has come", () -> town.sources("b").size() > before);
    seed.kill();
    assertThat(second.code()).as(second.err()).isEqualTo(11);
    assertThat(second.err()).contains("no holder of the missing fragments is left");
    assertThat(town.path("b.bin")).doesNotExist();

    slowSeed();
    assertThat(town.client(line).done().strip()).isEqualTo(town.path("b.bin").toString());
    assertThat(town.path("b.bin")).hasSameBinaryContentAs(town.path("slow.bin"));
    List<String> lines = town.sources("b");
    assertThat(lines.stream().map(it -> it.split(" ", -1)[0]).distinct()).hasSize(FRAGMENTS + 1);
    assertThat(lines).hasSizeLessThanOrEqualTo(FRAGMENTS + 2);
  }

  @Test
  void whatIsSentIsNotTheFileOfTheLink() throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(town.path("changed.bin").toFile(), "rw")) {
      for (int fragment = 0; fragment < FRAGMENTS; fragment++) {
        for (int block = 0; block < 4; block++) {
          file.seek(fragment * 65_536L + block * 16_384L);
          file.write(new byte[64]);
        }
      }
    }
    Running get = town.client("get", changed(), "--dir", "c", "--out", "c.bin", "--wait", 1);
    assertThat(get.code()).as(get.err()).isEqualTo(12);
    assertThat(get.err()).contains("what was sent is not the file of this link");
    assertThat(town.path("c.bin")).doesNotExist();
  }

  @Test
  void theDiskIsFullAndThenHasRoomAgain() throws Exception {
    Path point = Files.createDirectory(town.path("disk"));
    try (SmallDisk disk = SmallDisk.under(point, 10)) {
      Path filler = disk.fill();
      Object[] line = {"get", good(), "--dir", "disk/d", "--out", "disk/d.bin"};
      Running full = town.client(line);
      assertThat(full.code()).as(full.err()).isEqualTo(13);
      assertThat(full.err()).contains("the disk is full at ");
      assertThat(point.resolve("d.bin")).doesNotExist();
      long before = town.sources("disk/d").size();
      assertThat(before).as("fragments that came before the disk was full").isPositive();

      Files.delete(filler);
      town.client(line).done();
      assertThat(point.resolve("d.bin")).hasSameBinaryContentAs(town.path("pots.bin"));
      List<String> lines = town.sources("disk/d");
      assertThat(lines.stream().map(it -> it.split(" ", -1)[0]).distinct()).hasSize(FRAGMENTS);
      // What was being written when the disk was full may come again, and no more.
      assertThat(lines).hasSizeLessThan(FRAGMENTS + (int) before);
    }
  }

  @Test
  void refused() throws Exception {
    Running stranger = town.bare("get", good(), "--dir", "e");
    Running elsewhere = town.client("get", good(), "--dir", "e2", "--out", "/sys/e.bin");
    Running nowhere = town.client("get", good(), "--dir", "e3", "--out", "no/such/folder/e.bin");
    assertThat(stranger.code()).as(stranger.err()).isEqualTo(14);
    assertThat(stranger.err()).contains("has no identity: enrol with");
    assertThat(elsewhere.code()).as(elsewhere.err()).isEqualTo(14);
    assertThat(nowhere.code()).as(nowhere.err()).isEqualTo(1);
    assertThat(nowhere.err()).contains("no/such/folder is not a folder: make it");
  }

  @Test
  void anOddNameBecomesAPlainFile() throws Exception {
    Path folder = Files.createDirectory(town.path("f"));
    String odd = goodNamed("Con%3A%20%E2%80%AEcod.exe.");
    String path = town.client("get", odd, "--dir", "f.dir", "--out", folder).done();
    assertThat(folder.resolve("Con_ _cod.exe_")).hasSameBinaryContentAs(town.path("pots.bin"));
    assertThat(path.strip()).isEqualTo(folder.resolve("Con_ _cod.exe_").toString());
  }

  @Test
  void aNameThatLeadsElsewhereIsRefused() throws Exception {
    Path folder = Files.createDirectory(town.path("g"));
    for (String name : List.of("..%2Fx", "x%00y", "a%5Cb", "%FF")) {
      Running get = town.client("get", goodNamed(name), "--dir", "g.dir", "--out", folder);
      assertThat(get.code()).as("%s: %s", name, get.err()).isEqualTo(1);
      assertThat(get.err()).startsWith("ostraka: ").hasLineCount(1);
    }
    assertThat(folder).isEmptyDirectory();
    assertThat(town.path("x")).doesNotExist();
  }

  @Test
  void linesThatMakeNoSense() throws Exception {
    Running none = town.bare("get");
    Running unknown = town.bare("fetch", good());
    Running negative = town.client("get", good(), "--dir", "h", "--limit-down", "0MB/s");
    Running folder = town.client("share", ".", "--dir", "h2", "--server", server);
    Running missing = town.client("share", "nothing.bin", "--dir", "h3", "--server", server);
    assertThat(none.code()).isEqualTo(2);
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(negative.code()).isEqualTo(1);
    assertThat(negative.err()).contains("more than zero, such as 10MB/s");
    assertThat(folder.code()).isEqualTo(1);
    assertThat(folder.err()).contains("share files, not folders");
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).contains("nothing.bin").contains("does not exist");
  }
}
