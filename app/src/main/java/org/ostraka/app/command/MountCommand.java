package org.ostraka.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.app.Ending;
import org.ostraka.app.node.HostedMount;
import org.ostraka.ballot.BallotFileSystem;
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
  private static final String GONE =
      "the server has stopped: ballots are refused here until it is started again";

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
    try (Servers servers = Servers.asVoting(where)) {
      Optional<HostedMount> hosted =
          HostedMount.ask(
              where.directory(),
              where.server(),
              election.name(),
              new HostedMount.MountPlace(point, allowOther));
      if (hosted.isPresent()) {
        await(hosted.get(), console);
      } else {
        mount(servers.all().getFirst().remote(), console);
      }
    }
    return 0;
  }

  /** The server on this machine has it mounted. */
  private void await(HostedMount mount, Console console)
      throws Fault, IOException, InterruptedException {
    try (Ending ending = new Ending();
        mount) {
      ending.asksBy(mount::end);
      sayMounted(console);
      mount.awaitUnmounted(() -> console.note(GONE));
    }
  }

  /** The server is elsewhere, or has no door. */
  private void mount(BallotFileSystem server, Console console)
      throws Fault, IOException, InterruptedException {
    MountOptions options = new MountOptions(allowOther, true);
    try (BallotMount mount = BallotMount.mount(server, election.name(), point, options)) {
      sayMounted(console);
      mount.awaitUnmounted();
    }
  }

  private void sayMounted(Console console) {
    console.line("election %s is mounted on %s: Ctrl-C unmounts", election.name(), point);
  }
}
