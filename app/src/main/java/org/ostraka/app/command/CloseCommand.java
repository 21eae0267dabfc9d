package org.ostraka.app.command;

import java.io.IOException;
import java.time.Duration;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.server.ElectionStatus;
import org.ostraka.base.Fault;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code election close}: ends voting when every recorded ballot is decided. */
@CommandLine.Command
public final class CloseCommand implements Command {
  @Mixin private final ElectionParameter election = new ElectionParameter();
  @Mixin private final Where where = new Where();

  @Option(
      names = "--patience-seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = "how long servers may take to have their ballots decided (default 30)")
  private int patienceSeconds;

  @Option(
      names = "--force",
      description = "close although servers are missing: what only they recorded does not count")
  private boolean force;

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    ElectionName name = election.name();
    Duration patience = Duration.ofSeconds(patienceSeconds);
    try (Servers servers = Servers.asOperator(where)) {
      ElectionStatus status =
          servers.first(server -> {
            server.administration().close(name, patience, force);
            return server.view().election(name);
          });
      console.line(
          "election %s is closed: %,d of %,d voters have a valid ballot",
          name, status.tally().valid(), status.tally().voters());
    }
    return 0;
  }
}
