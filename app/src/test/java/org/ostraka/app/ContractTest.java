package org.ostraka.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.app.Town.Ended;

/** The commands as scripts use them, on three real servers: one election from init to record. */
final class ContractTest {
  private @TempDir Path folder;

  @Test
  void anElectionFromItsRollToItsRecord() throws Exception {
    try (Town town = Town.found(folder, 3)) {
      beforeOpening(town);
      casting(town);
      survivingADeath(town);
      closing(town);
      checkingOffline(town);
    }
  }

  private static void beforeOpening(Town town) throws Exception {
    assertThat(town.run("election", "ls").err())
        .contains("start the servers with ./ostraka ballot up");
    town.done("ballot", "up");
    long pid = town.process("s1").pid();
    assertThat(town.done("ballot", "up")).contains("was running (process " + pid + ")");

    Path broken = town.write("broken.csv", List.of("voter_id,name", "v1,a", "v2"));
    Ended refused = town.run("election", "create", "mayor", "--roll", broken);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("broken.csv").contains("line 3");
    assertThat(town.json("election", "ls").path("elections")).isEmpty();

    List<String> roll = new ArrayList<>(List.of("voter_id,name"));
    IntStream.range(0, 200).forEach(at -> roll.add("v%d,\"Zoé, n° %d\"".formatted(at, at)));
    Path file = town.write("roll.csv", roll);
    assertThat(town.done("election", "create", "mayor", "--roll", file)).contains("200 voters");
    assertThat(town.run("election", "create", "mayor", "--roll", file).err())
        .isEqualTo("ostraka: mayor: an election of this name exists\n");
    assertThat(cast(town, "v0", "Zoé,Noël").err()).contains("the election is not open");
    town.done("ballot", "mkdir", "mayor", "hall");
    town.done("election", "open", "mayor");
  }

  private static Ended cast(Town town, String voter, String content, Object... more) {
    List<Object> line =
        new ArrayList<>(List.of("ballot", "cast", "mayor", "--voter", voter, "--file", "-"));
    line.addAll(List.of(more));
    return town.runWith(content, line.toArray());
  }

  private static void casting(Town town) throws Exception {
    Ended first = cast(town, "v0", "Zoé,Noël", "--name", "hall/first");
    assertThat(first.out()).startsWith("valid  hall/first  sha256 ");
    Ended again = cast(town, "v0", "Zoé,Noël", "--server", "s2");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("this voter has already voted");
    assertThat(cast(town, "nobody", "x").err()).contains("this voter is not registered");
    assertThat(cast(town, "v1", "x".repeat(4097)).err()).contains("block size");
    assertThat(cast(town, "v1", "x", "--name", "hall/first").err()).contains("name is taken");
    // What was refused above holds nothing back, neither on the server that refused it.
    Path ballot = town.write("ballot", List.of("Zoé,"));
    assertThat(
            town.json("ballot", "cast", "mayor", "--voter", "v1", "--file", ballot).path("state"))
        .hasToString("\"valid\"");

    List<String> batch = new ArrayList<>(List.of("voter_id,first,second"));
    IntStream.range(2, 120).forEach(at -> batch.add("v%d,%s,Zoé".formatted(at, choice(at))));
    batch.add("nobody,Noël,");
    Path file = town.write("ballots.csv", batch);
    Ended ended = town.run("ballot", "cast", "mayor", "--batch", file);
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).containsPattern("recorded +118\n").contains("1 voter-unregistered");
    assertThat(file.resolveSibling("ballots.refused.csv"))
        .hasContent("line,reason\n120,voter-unregistered\n");
    while (town.json("ballot", "status", "mayor").path("valid").intValue() < 120) {
      Thread.onSpinWait(); // only what is decided is already there on every server
    }
    Ended repeated = town.run("ballot", "cast", "mayor", "--batch", file, "--json");
    JsonNode report = new ObjectMapper().readTree(repeated.out());
    DocumentedJson.require("ballot cast", report);
    assertThat(report.path("already").intValue()).isEqualTo(118);
  }

  private static String choice(int voter) {
    return voter % 3 == 0 ? "Noël" : "\"Béa, la grande\"";
  }

  private static void survivingADeath(Town town) throws Exception {
    town.kill("s2");
    JsonNode status = town.json("ballot", "status", "mayor");
    assertThat(status.path("servers").get(1).path("reachable").booleanValue()).isFalse();
    assertThat(cast(town, "v120", "Noël,").out()).startsWith("valid");
    assertThat(town.run("election", "close", "mayor", "--patience-seconds", 1).err())
        .contains("[s2] may hold recorded ballots");
    assertThat(town.done("ballot", "up")).contains("started").contains("was running");
  }

  private static void closing(Town town) throws Exception {
    assertThat(town.run("election", "count", "mayor").err()).contains("is not closed");
    town.done("election", "close", "mayor");
    assertThat(cast(town, "v130", "Noël,").err()).contains("the election is closed");
    JsonNode count = town.json("election", "count", "mayor", "--field", 1);
    assertThat(count.path("ballots").intValue()).isEqualTo(121);
    assertThat(count.path("attendance").intValue()).isEqualTo(121);
    assertThat(count.path("servers")).hasSize(3);
    assertThat(count.path("groups").get(0).path("value").textValue()).isEqualTo("Béa, la grande");
    assertThat(town.json("ballot", "status", "mayor", "--voter", "v1").path("state").textValue())
        .isEqualTo("valid");
    assertThat(town.json("ballot", "ls", "mayor", "--state", "valid").path("files")).hasSize(121);

    Path record = town.directory().root().resolveSibling("record");
    town.done("ballot", "export", "mayor", "--out", record);
    assertThat(Files.readAllLines(record.resolve("attendance.csv"))).hasSize(122).contains("v120");
    assertThat(Files.readString(record.resolve("ballots.csv"))).doesNotContain("v120");
    town.done("ballot", "export", "mayor", "--out", record);
    Path occupied = record.resolveSibling("occupied");
    Files.createDirectories(occupied.resolve("mine"));
    assertThat(town.run("ballot", "export", "mayor", "--out", occupied).err())
        .contains("occupied is not an empty folder: name a folder that does not exist yet");
    Files.writeString(occupied.resolve("manifest.json"), "{\"election\":{\"name\":\"council\"}}");
    assertThat(town.run("ballot", "export", "mayor", "--out", occupied).err())
        .contains("holds the record of council");
  }

  private static void checkingOffline(Town town) throws Exception {
    assertThat(town.json("ballot", "fsck", "--server", "s1").path("sound").booleanValue()).isTrue();
    ObjectMapper mapper = new ObjectMapper();
    DocumentedJson.require("doctor", mapper.readTree(town.run("doctor", "--json").out()));
    assertThat(town.run("doctor").out()).contains("s1       runs (process");
    assertThat(town.done("ballot", "down")).contains("s1  stopped");
    assertThat(town.done("ballot", "down")).contains("s1  was not running");
    assertThat(town.done("ballot", "fsck", "--server", "s3")).contains("121 valid", "no damage");
  }
}
