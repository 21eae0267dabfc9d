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
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An organisation whose people start the two jars of the swarm, each command in its own process.
 */
final class SwarmTown implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile(" on port ([0-9]+)");
  private static final int SECONDS = 120;

  private final Path folder;
  private final List<Running> running = new ArrayList<>();

  SwarmTown(Path folder) {
    this.folder = folder;
    int code =
        new Main(Console.ofProcess())
            .run(List.of("init", "--dir", organisation().toString(), "--servers", "1"));
    assertThat(code).isZero();
  }

  private Path organisation() {
    return folder.resolve("org");
  }

  /** A command that was started, and what it says. */
  final class Running {
    private final String what;
    private final Path out;
    private final Path err;
    private final Process process;

    private Running(String jar, List<String> words) throws IOException {
      this.what = String.join(" ", words);
      this.out = folder.resolve("out-%d".formatted(running.size()));
      this.err = folder.resolve("err-%d".formatted(running.size()));
      List<String> line = new ArrayList<>();
      line.add(ProcessHandle.current().info().command().orElseThrow());
      line.addAll(List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar"));
      line.add(Checkout.ROOT.resolve("app/target").resolve(jar).toString());
      line.addAll(words);
      this.process =
          new ProcessBuilder(line)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      running.add(this);
    }

    String out() throws IOException {
      return Files.readString(out);
    }

    String err() throws IOException {
      return Files.readString(err);
    }

    /** Waits for its end; returns its exit code. */
    int code() throws InterruptedException, IOException {
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("%s ends", what).isTrue();
      return process.exitValue();
    }

    /** Waits for its good end; returns what it printed. */
    String done() throws InterruptedException, IOException {
      assertThat(code()).as("%s: %s", what, err()).isZero();
      return out();
    }

    /** The same for a command that prints a JSON object of the documented shape. */
    JsonNode json(String command) throws InterruptedException, IOException {
      JsonNode printed = new ObjectMapper().readTree(done());
      DocumentedJson.require(command, printed);
      return printed;
    }

    /** Looks again and again, a tenth of a second apart, while the process lives. */
    void await(String condition, Condition holds) throws InterruptedException, IOException {
      for (int look = 0; look < SECONDS * 10 && !holds.holds(); look++) {
        assertThat(process.waitFor(100, TimeUnit.MILLISECONDS))
            .as("'%s' ended before: %s; it said %s", what, condition, err())
            .isFalse();
      }
      assertThat(holds.holds()).as(condition).isTrue();
    }

    /** Ends it as a power cut would. */
    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }

    /** What Ctrl-C does. */
    void interrupt() throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }
  }

  interface Condition {
    boolean holds() throws IOException;
  }

  /** Starts {@code pire2pire_client.jar} with this line. */
  Running bare(Object... words) throws IOException {
    return new Running("pire2pire_client.jar", Stream.of(words).map(Object::toString).toList());
  }

  /** The same as a member of the organisation. */
  Running client(Object... words) throws IOException {
    return bare(Stream.concat(Stream.of(words), Stream.of("--org", organisation())).toArray());
  }

  /** Starts {@code pire2pire_serveur.jar} with this line. */
  Running serverJar(Object... words) throws IOException {
    return new Running("pire2pire_serveur.jar", Stream.of(words).map(Object::toString).toList());
  }

  /** A mapping server that runs. */
  record MapServer(Running process, String address) {}

  MapServer map(String name, String... join) throws IOException, InterruptedException {
    List<Object> words = new ArrayList<>(List.of("--dir", name, "--host", "127.0.0.1"));
    words.addAll(List.of("--port", 0, "--name", name, "--org", organisation()));
    words.addAll(List.of(join));
    Running server = serverJar(words.toArray());
    server.await("it serves", () -> PORT.matcher(server.out()).find());
    Matcher port = PORT.matcher(server.out());
    assertThat(port.find()).isTrue();
    return new MapServer(server, "127.0.0.1:" + port.group(1));
  }

  /** A file of random bytes. */
  Path content(String name, int bytes) throws IOException {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return Files.write(folder.resolve(name), content);
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /** What a client's status file says of its only, or first, file. */
  JsonNode status(String dir) throws IOException {
    return statuses(dir).path(0);
  }

  JsonNode statuses(String dir) throws IOException {
    Path file = folder.resolve(dir).resolve("status.json");
    return Files.exists(file)
        ? new ObjectMapper().readTree(Files.readString(file)).path("files")
        : new ObjectMapper().createArrayNode();
  }

  Condition holds(String dir, LongPredicate bytes) {
    return () -> bytes.test(status(dir).path("held").asLong());
  }

  /** From whom each fragment of a client's only file came, a line each time that it came. */
  List<String> sources(String dir) throws IOException {
    try (Stream<Path> entries = Files.list(folder.resolve(dir).resolve("files"))) {
      return Files.readAllLines(entries.findFirst().orElseThrow().resolve("sources"));
    }
  }

  @Override
  public void close() {
    running.forEach(it -> it.process.destroyForcibly());
  }
}
