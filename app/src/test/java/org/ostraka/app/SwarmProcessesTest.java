package org.ostraka.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The two jars as people start them: two mapping servers, one client that has a file, four that
 * fetch it, and a bad day. Runs once the jars are made.
 */
final class SwarmProcessesTest {
  private static final Pattern PORT = Pattern.compile(" on port ([0-9]+)");
  private static final int BYTES = 24 << 20;

  /** A file of this size is cut into fragments of 64 KiB. */
  private static final int FRAGMENTS = BYTES >> 16;

  private static final int SECONDS = 120;

  private final List<Process> processes = new ArrayList<>();
  private @TempDir Path folder;
  private Path organisation;

  @BeforeEach
  void found() {
    organisation = folder.resolve("org");
    int code =
        new Main(Console.ofProcess())
            .run(List.of("init", "--dir", organisation.toString(), "--servers", "1"));
    assertThat(code).isZero();
  }

  @AfterEach
  void stopAll() {
    processes.forEach(Process::destroyForcibly);
  }

  /** A process of one of the jars, whose output goes to a file. */
  private Process start(String jar, String log, Object... words) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(ProcessHandle.current().info().command().orElseThrow());
    line.addAll(List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar"));
    line.add(Checkout.ROOT.resolve("app/target").resolve(jar).toString());
    Stream.of(words).map(Object::toString).forEach(line::add);
    Process process =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(log).toFile())
            .start();
    processes.add(process);
    return process;
  }

  private Process client(String log, Object... words) throws IOException {
    return start("pire2pire_client.jar", log, words);
  }

  private String said(String log) throws IOException {
    return Files.readString(folder.resolve(log));
  }

  private String done(String log, Process process) throws Exception {
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("%s ends", log).isTrue();
    assertThat(process.exitValue()).as(said(log)).isZero();
    return said(log);
  }

  /** Looks again and again, a tenth of a second apart, while the process lives. */
  private static void await(String what, Process process, Condition condition) throws Exception {
    for (int look = 0; look < SECONDS * 10 && !condition.holds(); look++) {
      assertThat(process.waitFor(100, TimeUnit.MILLISECONDS))
          .as("it ended before: %s", what)
          .isFalse();
    }
    assertThat(condition.holds()).as(what).isTrue();
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private String server(String name, String... join) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of("--dir", name, "--host", "127.0.0.1", "--port", "0", "--name", name));
    words.addAll(List.of("--org", organisation.toString()));
    words.addAll(List.of(join));
    String log = name + ".log";
    Process process = start("pire2pire_serveur.jar", log, words.toArray());
    await("it serves", process, () -> PORT.matcher(said(log)).find());
    Matcher port = PORT.matcher(said(log));
    assertThat(port.find()).isTrue();
    return "127.0.0.1:" + port.group(1);
  }

  private Path content() throws IOException {
    byte[] content = new byte[BYTES];
    new Random(1).nextBytes(content);
    return Files.write(folder.resolve("pots.bin"), content);
  }

  private Process fetch(int number, String link) throws IOException {
    String dir = "c" + number;
    return client(
        dir + ".log", "get", link, "--dir", dir, "--out", dir + ".bin", "--org", organisation);
  }

  private JsonNode status(String dir) throws IOException {
    Path file = folder.resolve(dir).resolve("status.json");
    return Files.exists(file)
        ? new ObjectMapper().readTree(Files.readString(file)).path("files").path(0)
        : new ObjectMapper().createObjectNode();
  }

  private Condition holds(String dir, Predicate<Long> bytes) {
    return () -> bytes.test(status(dir).path("held").asLong());
  }

  @Test
  void theOwnerAndOneClientAreKilledAndEverybodyHasTheFileInTheEnd() throws Exception {
    String map1 = server("map1");
    String map2 = server("map2", "--join", map1);
    String servers = map1 + "," + map2;
    Path file = content();
    Object[] common = {"--dir", "seed", "--org", organisation, "--server", servers};
    Process sharing =
        client(
            "share.log",
            "share",
            file,
            "--dir",
            "seed",
            "--org",
            organisation,
            "--server",
            servers);
    String link =
        done("share.log", sharing)
            .lines()
            .filter(it -> it.startsWith("pire2pire:"))
            .findFirst()
            .orElseThrow();
    Process seed =
        client(
            "seed.log",
            Stream.concat(Stream.of("run", "--limit-up", "3MB/s"), Stream.of(common)).toArray());
    await("the seed is announced", seed, () -> !status("seed").path("server").asText().isEmpty());
    int owner = status("seed").path("server").asText().equals(map1) ? 0 : 1;

    List<Process> clients = new ArrayList<>();
    for (int number = 0; number < 4; number++) {
      clients.add(fetch(number, link));
    }
    await("a client has begun", clients.getFirst(), holds("c0", held -> held > 0));
    processes.get(owner).destroyForcibly();
    clients.getFirst().destroyForcibly().waitFor();
    clients.set(0, fetch(0, link));

    for (int number = 0; number < 4; number++) {
      done("c%d.log".formatted(number), clients.get(number));
      assertThat(folder.resolve("c%d.bin".formatted(number))).hasSameBinaryContentAs(file);
    }
    await("another owner", seed, () -> status("seed").path("epoch").asLong() == 2);
    assertFetchedOnce("c0", link);
    assertDocumented("swarm find", client("find.log", "find", "POTS", "--dir", "c1", "--json"));
    assertDocumented("swarm ls", client("ls.log", "ls", "--dir", "c1", "--json"));
    assertDocumented("swarm status", client("status.log", "status", "--dir", "seed", "--json"));
    String other = owner == 0 ? map2 : map1;
    assertDocumented(
        "map status",
        start(
            "pire2pire_serveur.jar",
            "status.log",
            "status",
            "--server",
            other,
            "--dir",
            "c1",
            "--json"));
  }

  private void assertDocumented(String command, Process process) throws Exception {
    String log = command.substring(command.indexOf(' ') + 1) + ".log";
    String said = done(log, process);
    // What is said on standard error, such as that a server is dead, comes before.
    JsonNode printed = new ObjectMapper().readTree(said.substring(said.indexOf('{')));
    assertThat(printed.path("files")).as(command).isNotEmpty();
    DocumentedJson.require(command, printed);
  }

  /**
   * A verified fragment is not fetched again after a kill: each has one line of its source. The one
   * that was being noted at the moment of the kill may have two.
   */
  private void assertFetchedOnce(String dir, String link) throws Exception {
    try (Stream<Path> entries = Files.list(folder.resolve(dir).resolve("files"))) {
      List<String> lines = Files.readAllLines(entries.findFirst().orElseThrow().resolve("sources"));
      assertThat(lines.stream().map(line -> line.split(" ", -1)[0]).distinct()).hasSize(FRAGMENTS);
      assertThat(lines).hasSizeLessThanOrEqualTo(FRAGMENTS + 1);
    }
    Process why = client("why.log", "status", "--why", link, "--dir", dir);
    assertThat(done("why.log", why)).contains("epoch", "fragment 0 from", "server known: ");
  }
}
