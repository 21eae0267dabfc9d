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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ostraka.app.node.ServerProcess;
import org.ostraka.app.organisation.Founding;
import org.ostraka.app.organisation.OrganisationDirectory;
import org.ostraka.app.organisation.ServerAddress;
import org.ostraka.ballot.ServerId;
import org.ostraka.base.Fault;

/** An organisation in a temporary folder, its real server processes, and the commands on it. */
final class Town implements AutoCloseable {
  private final Path folder;

  /** How a command ended. */
  record Ended(int code, String out, String err) {}

  private Town(Path folder) {
    this.folder = folder;
  }

  /** Makes the organisation; its servers do not run yet. */
  static Town found(Path parent, int servers) throws Fault {
    Town town = new Town(parent.resolve("org"));
    town.done("init", "--servers", servers, "--base-port", Founding.passingBasePort(servers));
    return town;
  }

  OrganisationDirectory directory() {
    return new OrganisationDirectory(folder);
  }

  Path data(String server) {
    return directory().data(new ServerId(server));
  }

  /** Runs a command as if typed, with {@code --dir} behind it. */
  Ended run(Object... line) {
    return runWith("", line);
  }

  /** Runs a command with this on its standard input. */
  Ended runWith(String input, Object... line) {
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
    Ended ended = run(line);
    assertThat(ended.code()).as("%s: %s", List.of(line), ended.err()).isZero();
    return ended.out();
  }

  /** Runs a command that must succeed with a JSON object of the documented shape. */
  JsonNode json(Object... line) throws IOException {
    Object[] asked = Stream.concat(Stream.of(line), Stream.of("--json")).toArray();
    JsonNode printed = new ObjectMapper().readTree(done(asked));
    DocumentedJson.require(line[0] + " " + line[1], printed);
    return printed;
  }

  ProcessHandle process(String server) throws IOException, Fault {
    return new ServerProcess(directory(), new ServerId(server)).running().orElseThrow();
  }

  /** Kills a server as a power cut would. */
  void kill(String server) throws IOException, Fault {
    ProcessHandle process = process(server);
    process.destroyForcibly();
    process.onExit().join();
  }

  Path write(String name, List<String> lines) throws IOException {
    return Files.write(folder.resolveSibling(name), lines);
  }

  @Override
  public void close() throws IOException, Fault {
    killAll();
  }

  /** Kills whatever still runs. */
  void killAll() throws IOException, Fault {
    for (ServerAddress server : directory().read().servers()) {
      Optional<ProcessHandle> process = new ServerProcess(directory(), server.id()).running();
      process.ifPresent(ProcessHandle::destroyForcibly);
      process.ifPresent(it -> it.onExit().join());
    }
  }
}
