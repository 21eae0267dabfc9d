package org.ostraka.app.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.app.node.ServerProcess;
import org.ostraka.app.organisation.ServerAddress;
import org.ostraka.ballot.web.ServerStatus;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ballot up}: starts the servers that do not run, and waits until all of them serve. */
@CommandLine.Command
public final class UpCommand implements Command {
  @Mixin private final Where where = new Where();

  @Option(
      names = "--timeout-seconds",
      paramLabel = "N",
      defaultValue = "120",
      description = "how long servers may take until they serve (default 120)")
  private int timeoutSeconds;

  /** A server that is being waited for. */
  private record Starting(ServerAddress address, ServerProcess server, Optional<Process> child) {}

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    List<Starting> starting = new ArrayList<>();
    for (ServerAddress address : where.servers()) {
      ServerProcess server = new ServerProcess(where.directory(), address.id());
      boolean runs = server.running().isPresent();
      starting.add(
          new Starting(address, server, runs ? Optional.empty() : Optional.of(server.start())));
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
    try (Servers servers = Servers.asOperator(where)) {
      for (int at = 0; at < starting.size(); at++) {
        awaitServing(starting.get(at), servers.all().get(at), deadline);
        console.line("%s", line(starting.get(at)));
      }
    }
    return 0;
  }

  private static String line(Starting server) throws IOException, Fault {
    String how = server.child().isPresent() ? "started" : "was running";
    String pid = server.server().running().map(it -> "process " + it.pid()).orElse("ended since");
    return "%s  %s  %s (%s)".formatted(server.address().id(), server.address().api(), how, pid);
  }

  private static void awaitServing(Starting starting, Servers.Server server, long deadline)
      throws Fault, IOException, InterruptedException {
    String last = "no answer yet";
    while (System.nanoTime() < deadline) {
      if (starting.child().isPresent() && !starting.child().get().isAlive()) {
        throw ended(starting);
      }
      try {
        ServerStatus status = server.remote().view().status();
        if (status.log().leader().isPresent()) {
          server.remote().view().elections(); // refused while it is catching up
          return;
        }
        last = "it knows no leader: a majority of the servers must run";
      } catch (Fault | IOException e) {
        last = String.valueOf(e.getMessage());
      }
      Thread.sleep(50);
    }
    throw new Fault(
        FaultKind.UNAVAILABLE,
        "not-serving",
        "server %s does not serve in time (%s): see its server.log"
            .formatted(starting.address().id(), last));
  }

  private static Fault ended(Starting starting) throws IOException {
    return new Fault(
        FaultKind.BROKEN,
        "server-ended",
        "server %s ended at once: %s"
            .formatted(starting.address().id(), starting.server().lastWords()));
  }
}
