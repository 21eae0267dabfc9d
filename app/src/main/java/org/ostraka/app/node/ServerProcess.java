package org.ostraka.app.node;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.ostraka.app.organisation.OrganisationDirectory;
import org.ostraka.app.organisation.ServerKey;
import org.ostraka.ballot.ServerId;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/** One server of an organisation as a process of this machine, running or not. */
public final class ServerProcess {
  private static final long STOP_SECONDS = 60;
  private static final int SHOWN_LINES = 5;
  private static final String MAIN = "org.ostraka.app.Main";

  private final OrganisationDirectory organisation;
  private final ServerId id;

  public ServerProcess(OrganisationDirectory organisation, ServerId id) {
    this.organisation = organisation;
    this.id = id;
  }

  public ServerId id() {
    return id;
  }

  /** The process that serves now. */
  public Optional<ProcessHandle> running() throws IOException, Fault {
    return PidFile.in(organisation.data(id)).process();
  }

  /** Starts it, in a session of its own, so that it outlives the terminal; does not wait. */
  public Process start() throws IOException, Fault {
    File log = organisation.serverLog(id).toFile();
    return new ProcessBuilder(command())
        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  private List<String> command() throws Fault {
    List<String> command = new ArrayList<>();
    if (isOnPath("setsid")) {
      command.add("setsid");
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags(organisation.settings(id).get(ServerKey.HEAP_MIB)));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    command.addAll(List.of("ballot", "serve", "--server", id.value()));
    command.addAll(List.of("--dir", organisation.root().toAbsolutePath().toString()));
    return command;
  }

  /** What a server's Java needs; the launcher's cache of classes halves the work of starting. */
  private static List<String> flags(long heapMib) {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "-Xmx" + heapMib + "m",
                "-XX:+UseSerialGC",
                // Ballots on their way live for some seconds, and then no more: room for them to
                // die young spares most collections of the whole heap.
                "-XX:NewRatio=1",
                "-XX:SurvivorRatio=3",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    String cache = System.getProperty("ostraka.aot", "");
    if (!cache.isEmpty() && Files.isReadable(Path.of(cache))) {
      flags.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off", "-Xlog:cds*=off"));
    }
    return flags;
  }

  private static boolean isOnPath(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator, -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  /**
   * Asks the process to end and waits until it has.
   *
   * @return whether it ran
   * @throws Fault {@code still-running} when it does not end in time
   */
  public boolean stop() throws IOException, Fault, InterruptedException {
    Optional<ProcessHandle> process = running();
    process.ifPresent(ProcessHandle::destroy);
    return process.isPresent() && hasEnded(process.get());
  }

  private boolean hasEnded(ProcessHandle process) throws Fault, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
    while (process.isAlive()) {
      if (System.nanoTime() > deadline) {
        throw new Fault(
            FaultKind.BUSY,
            "still-running",
            "server %s (process %d) was asked to stop and still runs after %d s: see %s"
                .formatted(id, process.pid(), STOP_SECONDS, organisation.serverLog(id)));
      }
      Thread.sleep(20);
    }
    return true;
  }

  /** The last lines that it wrote, to say why it ended. */
  public String lastWords() throws IOException {
    List<String> lines =
        Files.readString(organisation.serverLog(id), StandardCharsets.UTF_8).lines().toList();
    return String.join("; ", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
  }
}
