package org.ostraka.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ostraka.app.Console;
import org.ostraka.app.Shell;
import org.ostraka.app.command.Servers;
import org.ostraka.app.node.ServerProcess;
import org.ostraka.app.organisation.FileTrees;
import org.ostraka.app.organisation.OrganisationDirectory;
import org.ostraka.app.organisation.ServerAddress;
import org.ostraka.ballot.ServerId;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * Where the demo plays: a temporary folder with an organisation and all that processes leave, those
 * processes, and the commands that are run on them.
 */
final class Stage {
  private final Shell shell;
  private final Path folder;
  private final List<Actor> actors = new ArrayList<>();

  Stage(Shell shell, Path folder) {
    this.shell = shell;
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  OrganisationDirectory directory() {
    return new OrganisationDirectory(organisation());
  }

  Path organisation() {
    return folder.resolve("athens");
  }

  /** A file or folder of this name. */
  Path place(String name) {
    return folder.resolve(name);
  }

  /** Starts a command that goes on for as long as the demo, unless it is killed. */
  synchronized Actor enter(String name, Object... line) throws IOException {
    Actor actor = Actor.enter(folder, name, Stream.of(line).map(Object::toString).toList());
    actors.add(actor);
    return actor;
  }

  /** The processes that still live, but for the servers of the organisation. */
  synchronized List<Long> pids() {
    return actors.stream().flatMap(actor -> actor.pid().stream()).toList();
  }

  /** Runs a command on the organisation. */
  String administer(Object... line) throws Fault {
    return run(Stream.concat(Stream.of(line), Stream.of("--dir", organisation())).toArray());
  }

  /** Runs a command with {@code --json}, and gives the object that it prints. */
  JsonNode json(Object... line) throws Fault, IOException {
    String printed = run(Stream.concat(Stream.of(line), Stream.of("--json")).toArray());
    return new ObjectMapper().readTree(printed);
  }

  /** Runs a command; see {@link #say}. */
  String run(Object... line) throws Fault {
    return say("", line);
  }

  /**
   * Runs a command in this process.
   *
   * @param input a line on its standard input
   * @return what it printed
   * @throws Fault {@code demo-failed} with its own line when it did not end with 0
   */
  String say(String input, Object... line) throws Fault {
    List<String> words = Stream.of(line).map(Object::toString).toList();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    InputStream in = new ByteArrayInputStream((input + "\n").getBytes(StandardCharsets.UTF_8));
    if (shell.run(new Console(in, printer(out), printer(err), false), words) != 0) {
      throw failed("ostraka %s: %s".formatted(String.join(" ", words), text(err).strip()));
    }
    return text(out);
  }

  private static PrintStream printer(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream printed) {
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** Kills a server's process, as a power cut would. */
  void kill(ServerId server) throws Fault, IOException, InterruptedException {
    Optional<ProcessHandle> process = new ServerProcess(directory(), server).running();
    process.ifPresent(ProcessHandle::destroyForcibly);
    while (process.isPresent() && process.get().isAlive()) {
      Thread.sleep(5);
    }
  }

  Servers voting() throws Fault {
    return Servers.asVoting(directory(), directory().read().servers());
  }

  /** Ends all processes, however they are, and removes the folder; does nothing the second time. */
  synchronized void clear() {
    actors.forEach(Actor::kill);
    try {
      if (Files.exists(directory().organisationFile())) {
        for (ServerAddress server : directory().read().servers()) {
          kill(server.id());
        }
      }
    } catch (Fault | IOException e) {
      throw new IllegalStateException("servers of the demo may be left: " + e.getMessage(), e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    FileTrees.deleteQuietly(folder);
  }

  /** The fault of a demo that does not show what it should. */
  static Fault failed(String message) {
    return new Fault(FaultKind.BROKEN, "demo-failed", message);
  }
}
