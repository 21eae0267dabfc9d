package org.ostraka.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.server.ElectionStatus;
import org.ostraka.ballot.web.RemoteBallotServer;
import org.ostraka.base.Durations;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code election create}: registers an election with its voters, all or nothing. */
@CommandLine.Command
public final class CreateCommand implements Command {
  @Mixin private final ElectionParameter election = new ElectionParameter();
  @Mixin private final Where where = new Where();

  @Option(
      names = "--roll",
      required = true,
      paramLabel = "FILE",
      description = "CSV with a column voter_id; further columns are not stored")
  private Path roll;

  @Option(
      names = "--block-size",
      paramLabel = "BYTES",
      description = "largest ballot, at most 65536 (default: organisation.toml)")
  private @Nullable Integer blockSize;

  @Option(
      names = "--settling-window",
      paramLabel = "TIME",
      description = "how long a voter's first claim waits for older ones, such as 200ms")
  private @Nullable String settlingWindow;

  @Option(
      names = "--allowed-skew",
      paramLabel = "TIME",
      description = "how far a ballot's date may lie from the leader's clock, such as 10s")
  private @Nullable String allowedSkew;

  @Option(names = "--sealed", description = "ballots can be read only after the election is closed")
  private boolean sealed;

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    ElectionName name = election.name();
    ElectionOptions options = options(where.directory().read().defaults());
    if (!Files.isReadable(roll)) {
      throw Fault.of(FaultKind.NOT_FOUND, roll + " cannot be read");
    }
    try (Servers servers = Servers.asOperator(where)) {
      ElectionStatus status =
          servers.first(server -> {
            register(server, name, options);
            return server.view().election(name);
          });
      console.line("election %s: %,d voters registered", name, status.tally().voters());
    }
    return 0;
  }

  private void register(RemoteBallotServer server, ElectionName name, ElectionOptions options)
      throws Fault, IOException, InterruptedException {
    try {
      server.administration().register(name, options, roll);
    } catch (Fault e) {
      if (e.text().startsWith("line ")) {
        throw new Fault(e.kind(), e.code(), roll + ": " + e.text(), e);
      }
      throw e;
    }
  }

  private ElectionOptions options(ElectionOptions defaults) {
    return new ElectionOptions(
        blockSize == null ? defaults.blockSize() : blockSize,
        settlingWindow == null ? defaults.settlingWindow() : Durations.parse(settlingWindow),
        allowedSkew == null ? defaults.allowedSkew() : Durations.parse(allowedSkew),
        sealed);
  }
}
