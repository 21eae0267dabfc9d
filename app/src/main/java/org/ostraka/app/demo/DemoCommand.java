package org.ostraka.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.app.Shell;
import org.ostraka.base.DiskFaults;
import org.ostraka.base.Fault;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * {@code demo}: the three capabilities on this machine, by the very commands that people use, with
 * real processes of which some are killed.
 */
@CommandLine.Command
public final class DemoCommand implements Command {
  private final Shell shell;

  @Option(names = "--keep", description = "leave the processes running and the folder in place")
  private boolean keep;

  @Option(names = "--exit", description = "end at once, without waiting for you to look around")
  private boolean exit;

  @Option(
      names = "--files",
      paramLabel = "DIR",
      description = "your own files, to spread and to keep on two desks")
  private @Nullable Path files;

  @Option(
      names = "--ballots",
      paramLabel = "FILE.csv",
      description = "your own ballots: voter_id, then the fields of a ballot; at least 30")
  private @Nullable Path ballots;

  public DemoCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    Samples samples = new Samples(files, ballots);
    Stage stage = new Stage(shell, temporaryFolder());
    Thread cleaning = new Thread(stage::clear, "demo-cleaning");
    Runtime.getRuntime().addShutdownHook(cleaning);
    boolean kept = false;
    try {
      Door door = play(stage, new Story(console), samples);
      if (keep) {
        tellNext(console, stage, door);
      } else if (console.terminal() && !exit) {
        lookAround(console, door);
      }
      kept = keep;
    } finally {
      if (!kept) {
        stage.clear();
      }
      forget(cleaning);
    }
    if (!kept) {
      console.line("Processes ended, folder removed. ./ostraka demo --keep leaves them.");
    }
    return 0;
  }

  private static Door play(Stage stage, Story story, Samples samples)
      throws Fault, IOException, InterruptedException {
    Election election = new Election(stage, story, samples.ballots(stage.folder()));
    story.title("Ballot: an election on three servers");
    election.play();
    story.title("Swarm: a file spreads in fragments");
    Door door = Door.open(stage);
    story.tell("a node started: hub, mapping server and console in one process");
    new Spread(stage, story, samples.large(), door).play();
    story.title("Sync: a folder on two desks");
    new Folders(stage, story, samples, door).play();
    story.end();
    return door;
  }

  /** Ends with Ctrl-C, which runs the cleaning. */
  private static void lookAround(Console console, Door door) throws InterruptedException {
    door.tell(console);
    console.line("Ctrl-C ends everything and removes the folder.");
    new CountDownLatch(1).await();
  }

  /** A process that is ending runs its hooks whatever happens. */
  private static void forget(Thread hook) {
    if (hook.getState() == Thread.State.NEW) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException _) {
        return;
      }
    }
  }

  private static Path temporaryFolder() throws Fault {
    try {
      return Files.createTempDirectory("ostraka-demo-");
    } catch (IOException e) {
      throw DiskFaults.of(e, Path.of(System.getProperty("java.io.tmpdir")));
    }
  }

  private static void tellNext(Console console, Stage stage, Door door) {
    door.tell(console);
    Path folder = stage.folder();
    console.line("Everything is kept in %s. Next, for example:", folder);
    for (String next :
        new String[] {
          "election count archon --dir %s/athens --field 2",
          "swarm status --dir %s/seed",
          "sync status --home %s/ann-home",
          "hub status --dir %s/node/hub",
          "ballot down --dir %s/athens"
        }) {
      console.line("  ./ostraka " + next, folder);
    }
    String pids = stage.pids().stream().map(String::valueOf).collect(Collectors.joining(" "));
    console.line("  kill %s", pids);
  }
}
