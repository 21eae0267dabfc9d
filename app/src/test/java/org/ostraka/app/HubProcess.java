package org.ostraka.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ostraka.base.HostPort;
import org.ostraka.sync.web.HubAddress;

/** A hub as people start it, a process of its own, and the commands that administer it. */
final class HubProcess implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile(
          "hub at https://127\\.0\\.0\\.1:([0-9]+)\n.*?fingerprint ([0-9A-F:]+)\n", Pattern.DOTALL);
  private static final int SECONDS = 120;

  private final Path folder;
  private final Path log;
  private final List<Process> started = new ArrayList<>();

  /** How a command ended. */
  record Ended(int code, String out, String err) {}

  HubProcess(Path parent) {
    this.folder = parent.resolve("hub");
    this.log = parent.resolve("hub.log");
  }

  Path folder() {
    return folder;
  }

  /** Starts it, and returns when it serves. */
  HubAddress start() throws Exception {
    Files.deleteIfExists(log);
    List<String> line = new ArrayList<>();
    line.add(ProcessHandle.current().info().command().orElseThrow());
    line.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    line.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    line.add(System.getProperty("java.class.path"));
    line.addAll(List.of(Main.class.getName(), "hub", "serve", "--listen", "127.0.0.1"));
    line.addAll(List.of("--port", "0", "--dir", folder.toString()));
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    started.add(process);
    for (int look = 0; look < SECONDS * 10; look++) {
      Matcher ready = READY.matcher(Files.readString(log));
      if (ready.find()) {
        HostPort address = new HostPort("127.0.0.1", Integer.parseInt(ready.group(1)));
        return new HubAddress(address, ready.group(2));
      }
      assertThat(process.waitFor(100, TimeUnit.MILLISECONDS)).as(Files.readString(log)).isFalse();
    }
    throw new AssertionError("it does not serve: " + Files.readString(log));
  }

  /** Kills it as a power cut would. */
  void kill() {
    started.getLast().destroyForcibly().onExit().join();
  }

  /** Ends it as people do. */
  void stop() {
    started.getLast().destroy();
    started.getLast().onExit().join();
  }

  /** Runs a command as if typed, with {@code --dir} behind it. */
  Ended run(String input, Object... line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    List<String> words =
        Stream.concat(Stream.of(line), Stream.of("--dir", folder)).map(Object::toString).toList();
    int code = new Main(console).run(words);
    return new Ended(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs a command that must succeed, and gives what it printed. */
  String done(Object... line) {
    Ended ended = run("", line);
    assertThat(ended.code()).as("%s: %s", List.of(line), ended.err()).isZero();
    return ended.out();
  }

  /** Runs a command that must succeed with a JSON object of the documented shape. */
  JsonNode json(String command) throws IOException {
    Object[] words = Stream.concat(Stream.of(command.split(" ")), Stream.of("--json")).toArray();
    JsonNode printed = new ObjectMapper().readTree(done(words));
    DocumentedJson.require(command, printed);
    return printed;
  }

  @Override
  public void close() {
    started.forEach(Process::destroyForcibly);
    started.forEach(process -> process.onExit().join());
  }
}
