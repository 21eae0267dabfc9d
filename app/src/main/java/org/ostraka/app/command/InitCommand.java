package org.ostraka.app.command;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.app.organisation.Founding;
import org.ostraka.app.organisation.Organisation;
import org.ostraka.app.organisation.ServerAddress;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code init}: makes an organisation's folder. */
@CommandLine.Command
public final class InitCommand implements Command {
  @Option(names = "--dir", required = true, paramLabel = "DIR", description = "the folder to make")
  private Path directory;

  @Option(
      names = "--servers",
      paramLabel = "N",
      defaultValue = "3",
      description = "ballot servers, 1 to 9; an odd number survives most (default 3)")
  private int servers;

  @Option(
      names = "--hosts",
      split = ",",
      paramLabel = "HOST",
      description = "the servers' names or addresses, one each (default: all on this machine)")
  private List<String> hosts = List.of();

  @Option(
      names = "--base-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "each server takes two ports from here on (default: the first free from 7400)")
  private int basePort;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "Ostraka",
      description = "the organisation's name for people")
  private String name;

  @Override
  public int run(Console console) throws Fault {
    if (!hosts.isEmpty() && hosts.size() != servers) {
      throw Fault.of(
          FaultKind.USAGE, "--hosts names %d of %d servers".formatted(hosts.size(), servers));
    }
    List<String> each = hosts.isEmpty() ? Collections.nCopies(servers, "127.0.0.1") : hosts;
    Organisation made =
        new Founding(directory, name, each, basePort).found(InstantSource.system().instant());
    console.line("organisation %s in %s: %d servers", made.name(), directory, servers);
    for (ServerAddress server : made.servers()) {
      console.line("  %s  %s  consensus on port %d", server.id(), server.api(), server.raftPort());
    }
    console.line("next: ./ostraka ballot up --dir %s", directory);
    return 0;
  }
}
