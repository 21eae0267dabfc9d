package org.ostraka.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.app.Shell;
import org.ostraka.app.hub.FirstVisit;
import org.ostraka.app.node.BallotNode;
import org.ostraka.app.node.Stack;
import org.ostraka.app.organisation.FileTrees;
import org.ostraka.app.organisation.Founding;
import org.ostraka.app.organisation.OrganisationDirectory;
import org.ostraka.app.organisation.ServerAddress;
import org.ostraka.app.organisation.ServerSettings;
import org.ostraka.app.serve.OneNode;
import org.ostraka.app.serve.TroubleRoutes;
import org.ostraka.ballot.ElectionName;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.HostPort;
import org.ostraka.sync.web.HubPlace;
import org.ostraka.sync.web.HubServer;
import picocli.CommandLine;

/**
 * An election with its three servers, and a hub that browsers visit and between whose desks files
 * travel, in this very process: what the build runs once, so that what servers and commands need is
 * loaded from a cache afterwards, and is compiled at once where the rehearsal spent its time (JEP
 * 515). That takes some thousand ballots: the machine remembers only what it found worth compiling.
 */
@CommandLine.Command
public final class RehearseCommand implements Command {
  private static final int SERVERS = 3;
  private static final int CAST = 10_000;
  private static final int BALLOT_BYTES = 1_000;

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
      rehearse(folder.resolve("org"), folder);
      visits(folder.resolve("hub"));
    } finally {
      FileTrees.deleteQuietly(folder);
    }
    return 0;
  }

  private void rehearse(Path organisation, Path folder)
      throws Fault, IOException, InterruptedException {
    run("help");
    int port = Founding.passingBasePort(SERVERS);
    run("init", "--servers", SERVERS, "--base-port", port, "--dir", organisation);
    OrganisationDirectory directory = new OrganisationDirectory(organisation);
    try (Stack _ = servers(directory)) {
      run("ballot", "up", "--dir", organisation); // they run, in this process: this waits for them
      vote(directory, folder);
    }
    // What a server does that is started again.
    try (Stack _ = servers(directory)) {
      run("ballot", "up", "--dir", organisation);
      run("election", "count", "e", "--dir", organisation);
    }
  }

  private static Stack servers(OrganisationDirectory directory) throws Fault, IOException {
    Stack servers = new Stack();
    for (ServerAddress server : directory.read().servers()) {
      servers.push(BallotNode.start(directory, server.id(), ServerSettings.STANDARD));
    }
    return servers;
  }

  private void vote(OrganisationDirectory directory, Path folder)
      throws Fault, IOException, InterruptedException {
    Path organisation = directory.root();
    Path roll = folder.resolve("roll");
    Path ballots = folder.resolve("ballots");
    write(roll, CAST + RehearsedMount.FILES, "");
    write(ballots, CAST, "," + "x".repeat(BALLOT_BYTES));
    run("election", "create", "e", "--roll", roll, "--dir", organisation);
    run("election", "open", "e", "--dir", organisation);
    run("ballot", "cast", "e", "--batch", ballots, "--dir", organisation);
    run("ballot", "status", "e", "--json", "--dir", organisation);
    new RehearsedMount(directory, new ElectionName("e"), Files.createDirectory(folder.resolve("m")))
        .use(number -> voter(CAST + number));
    run("election", "close", "e", "--dir", organisation);
    run("election", "count", "e", "--dir", organisation);
  }

  private static void write(Path file, int voters, String content) throws IOException {
    try (Writer to = Files.newBufferedWriter(file)) {
      to.write("voter_id" + (content.isEmpty() ? "" : ",choice") + "\n");
      for (int number = 0; number < voters; number++) {
        to.write(voter(number) + content + "\n");
      }
    }
  }

  private static String voter(int number) {
    return "v" + number;
  }

  private void visits(Path folder) throws Fault, IOException, InterruptedException {
    HostPort anywhere = new HostPort("127.0.0.1", 0);
    HubPlace place = new HubPlace(anywhere, List.of(), OneNode.CONSOLE, TroubleRoutes.ALONE);
    try (HubServer hub = HubServer.start(folder, place)) {
      run("hub", "repo", "add", RehearsedTransfer.REPOSITORY, "--dir", folder);
      for (int visit = 0; visit < VISITS; visit++) {
        new FirstVisit(anywhere.host(), hub).make();
      }
      run("hub", "status", "--dir", folder);
      new RehearsedTransfer(folder, hub, this::run).make();
    }
  }

  private void run(Object... line) throws Fault {
    run(InputStream.nullInputStream(), line);
  }

  private void run(InputStream input, Object... line) throws Fault {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Console silent = new Console(input, nowhere, System.err, false);
    List<String> words = List.of(line).stream().map(Object::toString).toList();
    if (shell.run(silent, words) != 0) {
      throw Fault.of(FaultKind.BROKEN, "the rehearsal failed at " + words);
    }
  }
}
