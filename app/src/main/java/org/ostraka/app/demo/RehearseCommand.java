package org.ostraka.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.app.Shell;
import org.ostraka.app.node.BallotNode;
import org.ostraka.app.organisation.FileTrees;
import org.ostraka.app.organisation.Founding;
import org.ostraka.app.organisation.OrganisationDirectory;
import org.ostraka.app.organisation.ServerSettings;
import org.ostraka.app.serve.OneNode;
import org.ostraka.app.serve.TroubleRoutes;
import org.ostraka.ballot.ServerId;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.HostPort;
import org.ostraka.sync.web.HubPlace;
import org.ostraka.sync.web.HubServer;
import picocli.CommandLine;

/**
 * A small election with its one server, and a hub that browsers visit, in this very process: what
 * the build runs once, so that what servers and commands need is loaded from a cache afterwards,
 * with what was learned of how it is used.
 */
@CommandLine.Command
public final class RehearseCommand implements Command {
  private static final ServerId ONE = new ServerId("s1");

  /** So many that the compiler knows what a visit is made of. */
  private static final int VISITS = 20;

  private final Shell shell;

  public RehearseCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    Path folder = Files.createTempDirectory("ostraka-rehearsal-");
    try {
      rehearse(folder.resolve("org"), Files.writeString(folder.resolve("f"), "voter_id,x\na,1\n"));
      visits(folder.resolve("hub"));
    } finally {
      FileTrees.deleteQuietly(folder);
    }
    return 0;
  }

  private void rehearse(Path organisation, Path file) throws Fault, IOException {
    run("help");
    int port = Founding.passingBasePort(1);
    run("init", "--servers", 1, "--base-port", port, "--dir", organisation);
    OrganisationDirectory directory = new OrganisationDirectory(organisation);
    try (BallotNode node = BallotNode.start(directory, ONE, ServerSettings.STANDARD)) {
      run("ballot", "up", "--dir", organisation); // it runs, in this process: this waits for it
      run("election", "create", "e", "--roll", file, "--dir", organisation);
      run("election", "open", "e", "--dir", organisation);
      run("ballot", "cast", "e", "--batch", file, "--dir", organisation);
      run("ballot", "status", "e", "--json", "--dir", organisation);
      run("election", "close", "e", "--dir", organisation);
      run("election", "count", "e", "--dir", organisation);
      node.end();
    }
  }

  private void visits(Path folder) throws Fault, IOException, InterruptedException {
    HostPort anywhere = new HostPort("127.0.0.1", 0);
    HubPlace place = new HubPlace(anywhere, List.of(), OneNode.CONSOLE, TroubleRoutes.ALONE);
    try (HubServer hub = HubServer.start(folder, place)) {
      run("hub", "repo", "add", "docs", "--dir", folder);
      for (int visit = 0; visit < VISITS; visit++) {
        new FirstVisit(hub).make();
      }
      run("hub", "status", "--dir", folder);
    }
  }

  private void run(Object... line) throws Fault {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Console silent = new Console(InputStream.nullInputStream(), nowhere, nowhere, false);
    List<String> words = List.of(line).stream().map(Object::toString).toList();
    if (shell.run(silent, words) != 0) {
      throw Fault.of(FaultKind.BROKEN, "the rehearsal failed at " + words);
    }
  }
}
