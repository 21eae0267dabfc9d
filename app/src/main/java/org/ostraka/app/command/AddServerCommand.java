package org.ostraka.app.command;

import java.nio.file.Path;
import java.time.InstantSource;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.app.organisation.Enlarging;
import org.ostraka.app.organisation.OrganisationDirectory;
import org.ostraka.app.organisation.ServerAddress;
import org.ostraka.base.Fault;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code ballot add}: one more ballot server for an organisation that exists. */
@CommandLine.Command
public final class AddServerCommand implements Command {
  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "the organisation's folder, with its authority")
  private Path directory = Path.of("");

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "where the new server will be reached (default: this machine alone)")
  private String host;

  @Option(
      names = "--base-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "it takes two ports from here on (default: the first free from 7400)")
  private int basePort;

  @Override
  public int run(Console console) throws Fault {
    ServerAddress added =
        new Enlarging(new OrganisationDirectory(directory), host, basePort)
            .add(InstantSource.system().instant());
    console.line(
        "server %s at %s, consensus on port %d", added.id(), added.api(), added.raftPort());
    console.line(
        "next: give every server the new organisation.toml and restart it, one at a time;");
    console.line(
        "then, with DIR/organisation.toml and DIR/servers/%s at %s:", added.id(), added.host());
    console.line("  ./ostraka ballot serve --dir DIR --server %s", added.id());
    return 0;
  }
}
