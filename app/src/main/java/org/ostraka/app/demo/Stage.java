package org.ostraka.app.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * Where the demo plays: a temporary folder with an organisation, its server processes, and the
 * sample files; and the commands that are run on it.
 */
final class Stage {
  private final Shell shell;
  private final Path folder;

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

  /** Copies a sample into the folder. */
  Path sample(String name) throws IOException {
    Path copy = folder.resolve(name);
    try (InputStream in = Stage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the sample " + name + " is missing from this build");
      }
      Files.copy(in, copy);
    }
    return copy;
  }

  /**
   * Runs a command on the organisation.
   *
   * @param line without {@code --dir}
   * @return what it printed
   * @throws Fault {@code demo-failed} with its own line when it did not end with 0
   */
  String run(Object... line) throws Fault {
    List<String> words =
        Stream.concat(Stream.of(line), Stream.of("--dir", organisation()))
            .map(Object::toString)
            .toList();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new Console(InputStream.nullInputStream(), printer(out), printer(err), false);
    if (shell.run(console, words) != 0) {
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

  /** Ends the servers, however they are, and removes the folder; does nothing the second time. */
  synchronized void clear() {
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
