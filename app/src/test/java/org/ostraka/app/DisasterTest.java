package org.ostraka.app;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.app.Town.Ended;

/** What no test in one process can show: real servers that die, fill up and rot. */
final class DisasterTest {
  private static final int VOTERS = 6_000;

  private @TempDir Path folder;

  private static Path roll(Town town, int voters) throws IOException {
    List<String> lines = new ArrayList<>(List.of("voter_id"));
    IntStream.range(0, voters).forEach(at -> lines.add("v" + at));
    return town.write("roll.csv", lines);
  }

  private static void open(Town town, int voters) throws IOException {
    town.done("ballot", "up");
    town.done("election", "create", "mayor", "--roll", roll(town, voters));
    town.done("election", "open", "mayor");
  }

  @Test
  void everyServerMayDieUnderLoadAndEveryBallotCountsOnce() throws Exception {
    try (Town town = Town.found(folder, 3)) {
      open(town, VOTERS);
      List<String> lines = new ArrayList<>(List.of("voter_id,choice,filler"));
      String filler = "x".repeat(900);
      IntStream.range(0, VOTERS)
          .forEach(at -> lines.add("v%d,c%d,%s".formatted(at, at % 5, filler)));
      Path file = town.write("ballots.csv", lines);
      CompletableFuture<Ended> casting =
          CompletableFuture.supplyAsync(() -> town.run("ballot", "cast", "mayor", "--batch", file));
      killEachInTurn(town, new Random(42));
      Ended cast = casting.get(5, MINUTES);
      assertThat(cast.code()).as(cast.err()).isZero();
      requireEveryBallotOnce(town);
    }
  }

  /** A server dies as soon as the valid ballots have grown by a random number. */
  private static void killEachInTurn(Town town, Random random) throws Exception {
    for (String server : List.of("s1", "s2", "s3")) {
      int target = valid(town) + random.nextInt(VOTERS / 6);
      while (valid(town) < Math.min(target, VOTERS - 1)) {
        Thread.onSpinWait();
      }
      town.kill(server);
      town.done("ballot", "up");
    }
  }

  private static int valid(Town town) throws IOException {
    return town.json("ballot", "status", "mayor").path("valid").intValue();
  }

  private static void requireEveryBallotOnce(Town town) throws IOException {
    town.done("election", "close", "mayor");
    JsonNode count = town.json("election", "count", "mayor", "--field", 1);
    assertThat(count.path("ballots").intValue()).isEqualTo(VOTERS);
    assertThat(count.path("attendance").intValue()).isEqualTo(VOTERS);
    assertThat(count.path("servers")).hasSize(3);
    assertThat(count.path("groups"))
        .hasSize(5)
        .allMatch(group -> group.path("ballots").intValue() == VOTERS / 5);
    for (String server : List.of("s1", "s2", "s3")) {
      town.done("ballot", "fsck", "--server", server);
    }
  }

  @Test
  void aFullDiskRefusesBallotsAndRecovers() throws Exception {
    try (Town town = Town.found(folder, 1);
        SmallDisk disk = SmallDisk.under(town.data("s1"), 400)) {
      try {
        fillAndRecover(town, disk);
      } finally {
        town.killAll(); // while its disk is still there, for the servers' pid files are on it
      }
    }
  }

  private static void fillAndRecover(Town town, SmallDisk disk) throws IOException {
    open(town, 10);
    assertThat(cast(town, "v0").code()).isZero();
    Path filler = disk.fill();
    Ended refused = cast(town, "v1");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("make room or cast on another server");
    assertThat(valid(town)).isEqualTo(1);
    Files.delete(filler);
    assertThat(cast(town, "v1").out()).startsWith("valid");
    town.done("ballot", "down");
    town.done("ballot", "up");
    town.done("election", "close", "mayor");
    assertThat(town.json("election", "count", "mayor").path("ballots").intValue()).isEqualTo(2);
  }

  private static Ended cast(Town town, String voter) {
    return town.runWith("Zoé", "ballot", "cast", "mayor", "--voter", voter, "--file", "-");
  }

  @Test
  void aFlippedByteIsFoundAndRepaired() throws Exception {
    try (Town town = Town.found(folder, 3)) {
      open(town, 10);
      byte[] content = new byte[3_000];
      new Random(7).nextBytes(content);
      Path ballot = Files.write(folder.resolve("ballot"), content);
      town.done("ballot", "cast", "mayor", "--voter", "v0", "--file", ballot, "--server", "s1");
      // A server that is asked to stop leaves all that it knows in its tables.
      town.done("ballot", "down");
      flip(town.data("s1"), content);
      Ended found = town.run("ballot", "fsck", "--server", "s1");
      assertThat(found.code()).isEqualTo(1);
      assertThat(found.out()).contains("damaged: 1, repaired: 0");
      town.done("ballot", "up");
      town.done("election", "close", "mayor");
      assertThat(town.run("election", "count", "mayor").err()).contains("damaged");
      assertThat(town.done("ballot", "fsck", "--server", "s1", "--repair"))
          .contains("damaged: 1, repaired: 1");
      assertThat(town.done("ballot", "fsck", "--server", "s1")).contains("no damage");
      assertThat(town.json("election", "count", "mayor").path("servers")).hasSize(3);
    }
  }

  /** Finds the ballot's bytes in the tables of a stopped server, and flips one in their middle. */
  private static void flip(Path data, byte[] content) throws IOException {
    int flipped = 0;
    try (Stream<Path> files = Files.walk(data.resolve("valid"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        int at = indexOf(Files.readAllBytes(file), Arrays.copyOf(content, 64));
        if (at >= 0) {
          flip(file, at + content.length / 2);
          flipped++;
        }
      }
    }
    assertThat(flipped).as("files with the ballot's bytes").isPositive();
  }

  private static void flip(Path file, long at) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      int old = bytes.read();
      bytes.seek(at);
      bytes.write(old ^ 1);
    }
  }

  private static int indexOf(byte[] where, byte[] what) {
    // ISO 8859-1 has one character for each byte.
    return new String(where, StandardCharsets.ISO_8859_1)
        .indexOf(new String(what, StandardCharsets.ISO_8859_1));
  }
}
