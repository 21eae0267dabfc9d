package org.ostraka.app.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.app.node.ServerProcess;
import org.ostraka.app.organisation.ServerAddress;
import org.ostraka.base.Fault;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** {@code ballot down}: asks the servers to end, and waits until they have. */
@CommandLine.Command
public final class DownCommand implements Command {
  @Mixin private final Where where = new Where();

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    List<ServerAddress> servers = where.servers();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> stopping = new ArrayList<>();
      for (ServerAddress address : servers) {
        ServerProcess server = new ServerProcess(where.directory(), address.id());
        stopping.add(threads.submit(server::stop));
      }
      for (int at = 0; at < servers.size(); at++) {
        boolean ran = stopping.get(at).get();
        console.line("%s  %s", servers.get(at).id(), ran ? "stopped" : "was not running");
      }
      return 0;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Fault fault) {
        throw fault;
      }
      throw new IOException("stopping a server: " + e.getCause(), e);
    }
  }
}
