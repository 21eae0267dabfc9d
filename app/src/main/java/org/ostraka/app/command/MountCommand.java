package org.ostraka.app.command;

import java.io.IOException;
import java.nio.file.Path;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.ballot.fuse.BallotMount;
import org.ostraka.ballot.fuse.MountOptions;
import org.ostraka.base.Fault;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballot mount}: an election as a file system, until Ctrl-C. */
@CommandLine.Command
public final class MountCommand implements Command {
  @Mixin private final ElectionParameter election = new ElectionParameter();

  @Parameters(
      index = "1",
      paramLabel = "MOUNTPOINT",
      description = "an empty folder in which the ballots appear")
  private Path point;

  @Mixin private final Where where = new Where();

  @Option(names = "--allow-other", description = "let other users of this machine in too")
  private boolean allowOther;

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    where.server();
    try (Servers servers = Servers.asVoting(where);
        BallotMount mount =
            BallotMount.mount(
                servers.all().getFirst().remote(),
                election.name(),
                point,
                new MountOptions(allowOther))) {
      console.line("election %s is mounted on %s: Ctrl-C unmounts", election.name(), point);
      mount.awaitUnmounted();
    }
    return 0;
  }
}
