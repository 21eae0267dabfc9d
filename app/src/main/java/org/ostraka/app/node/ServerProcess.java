package org.ostraka.app.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.ostraka.app.organisation.OrganisationDirectory;
import org.ostraka.app.organisation.ServerKey;
import org.ostraka.ballot.ServerId;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/** One server of an organisation as a process of this machine, running or not. */
public final class ServerProcess {
  private static final long STOP_SECONDS = 60;
  private static final int SHOWN_LINES = 5;

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
    List<String> flags = new ArrayList<>(JavaProcess.cacheOfClasses());
    flags.add("-Xmx" + organisation.settings(id).get(ServerKey.HEAP_MIB) + "m");
    // Ballots on their way live for some seconds, and then no more: room for them to die young
    // spares most collections of the whole heap.
    flags.addAll(List.of("-XX:NewRatio=1", "-XX:SurvivorRatio=3"));
    String root = organisation.root().toAbsolutePath().toString();
    List<String> words = List.of("ballot", "serve", "--server", id.value(), "--dir", root);
    return JavaProcess.start(flags, words, organisation.serverLog(id));
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
