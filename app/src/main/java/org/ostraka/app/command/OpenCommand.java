package org.ostraka.app.command;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.web.RemoteBallotServer;
import org.ostraka.base.Fault;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** {@code election open}: voting begins, on every server that can be reached. */
@CommandLine.Command
public final class OpenCommand implements Command {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Mixin private final ElectionParameter election = new ElectionParameter();
  @Mixin private final Where where = new Where();

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    ElectionName name = election.name();
    try (Servers servers = Servers.asOperator(where)) {
      LogIndex index = servers.first(server -> server.administration().open(name));
      List<Servers.Answer<Boolean>> applied =
          servers.each(server -> awaitApplied(server, name, index));
      console.line("election %s is open", name);
      applied.forEach(answer -> tell(console, answer));
    }
    return 0;
  }

  private static boolean awaitApplied(RemoteBallotServer server, ElectionName name, LogIndex index)
      throws Fault, IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      if (server.view().election(name).applied().compareTo(index) >= 0) {
        return true;
      }
      Thread.sleep(20);
    }
    return false;
  }

  private static void tell(Console console, Servers.Answer<Boolean> answer) {
    switch (answer) {
      case Servers.Answer.Given<Boolean> given when given.value() -> {}
      case Servers.Answer.Given<Boolean> given ->
          console.note("%s lags behind: it takes ballots when it has caught up", given.server());
      case Servers.Answer.Missing<Boolean> missing ->
          console.note("%s does not answer: it takes ballots when it is back", missing.server());
    }
  }
}
