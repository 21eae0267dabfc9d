package org.ostraka.app.command;

import java.io.IOException;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.ballot.BallotPath;
import org.ostraka.base.Fault;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ballot mkdir}: makes a directory for ballots, on every server. */
@CommandLine.Command
public final class MakeDirectoryCommand implements Command {
  @Mixin private final ElectionParameter election = new ElectionParameter();
  @Mixin private final Where where = new Where();

  @Parameters(index = "1", paramLabel = "DIRECTORY", description = "its path in the election")
  private String path;

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    BallotPath directory = new BallotPath(path);
    try (Servers servers = Servers.asOperator(where)) {
      servers.first(server -> {
        server.administration().makeDirectory(election.name(), directory);
        return server;
      });
      console.line("directory %s made in %s", directory, election.name());
    }
    return 0;
  }
}
