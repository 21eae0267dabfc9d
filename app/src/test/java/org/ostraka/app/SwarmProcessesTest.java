package org.ostraka.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.app.SwarmTown.MapServer;
import org.ostraka.app.SwarmTown.Running;

/**
 * The two jars as people start them: two mapping servers, one client that has a file, four that
 * fetch it, and a bad day. Runs once the jars are made.
 */
final class SwarmProcessesTest {
  private static final int BYTES = 24 << 20;

  /** A file of this size is cut into fragments of 64 KiB. */
  private static final int FRAGMENTS = BYTES >> 16;

  private final SwarmTown town;

  SwarmProcessesTest(@TempDir Path folder) {
    town = new SwarmTown(folder);
  }

  @AfterEach
  void stopAll() {
    town.close();
  }

  private Running fetch(int number, String link) throws Exception {
    String dir = "c" + number;
    return town.client("get", link, "--dir", dir, "--out", dir + ".bin");
  }

  @Test
  void theOwnerAndOneClientAreKilledAndEverybodyHasTheFileInTheEnd() throws Exception {
    MapServer map1 = town.map("map1");
    MapServer map2 = town.map("map2", "--join", map1.address());
    String servers = map1.address() + "," + map2.address();
    Path file = town.content("pots.bin", BYTES);
    String said = town.client("share", file, "--dir", "seed", "--server", servers).done();
    assertThat(said).as("one link, nothing else").matches("pire2pire:[^\n]+\n");
    String link = said.strip();
    Running seed = town.client("run", "--limit-up", "3MB/s", "--dir", "seed");
    seed.await(
        "the seed is announced", () -> !town.status("seed").path("server").asText().isEmpty());
    boolean first = town.status("seed").path("server").asText().equals(map1.address());

    List<Running> clients = new ArrayList<>();
    for (int number = 0; number < 4; number++) {
      clients.add(fetch(number, link));
    }
    clients.getFirst().await("a client has begun", town.holds("c0", held -> held > 0));
    (first ? map1 : map2).process().kill();
    clients.getFirst().kill();
    clients.set(0, fetch(0, link));

    for (int number = 0; number < 4; number++) {
      clients.get(number).done();
      assertThat(town.path("c%d.bin".formatted(number))).hasSameBinaryContentAs(file);
    }
    seed.await("another owner", () -> town.status("seed").path("epoch").asLong() == 2);
    assertFetchedOnce("c0", link);
    assertDocumented((first ? map2 : map1).address());
  }

  private void assertDocumented(String server) throws Exception {
    Running find = town.client("find", "POTS", "--dir", "c1", "--json");
    Running ls = town.client("ls", "--dir", "c1", "--json");
    Running status = town.client("status", "--dir", "seed", "--json");
    Running map = town.serverJar("status", "--server", server, "--dir", "c1", "--json");
    assertThat(find.json("swarm find").path("files")).isNotEmpty();
    assertThat(ls.json("swarm ls").path("files")).isNotEmpty();
    assertThat(status.json("swarm status").path("files")).isNotEmpty();
    assertThat(map.json("map status").path("files")).isNotEmpty();
  }

  /**
   * A verified fragment is not fetched again after a kill: each has one line of its source. The one
   * that was being noted at the moment of the kill may have two.
   */
  private void assertFetchedOnce(String dir, String link) throws Exception {
    List<String> lines = town.sources(dir);
    Stream<String> fragments = lines.stream().map(line -> line.split(" ", -1)[0]);
    assertThat(fragments.distinct()).hasSize(FRAGMENTS);
    assertThat(lines).hasSizeLessThanOrEqualTo(FRAGMENTS + 1);
    assertThat(town.client("status", "--why", link, "--dir", dir).done())
        .contains("epoch", "fragment 0 from", "server known: ");
    assertThat(town.client("status", "--why", link, "--dir", dir, "--json").done())
        .contains("\"fragments\"");
  }
}
