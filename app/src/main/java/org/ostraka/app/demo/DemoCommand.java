package org.ostraka.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.app.Shell;
import org.ostraka.base.DiskFaults;
import org.ostraka.base.Fault;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code demo}: a whole election on this machine, by the very commands that people use. */
@CommandLine.Command
public final class DemoCommand implements Command {
  private final Shell shell;

  @Option(names = "--keep", description = "leave the servers running and the folder in place")
  private boolean keep;

  public DemoCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    Story story = new Story(console);
    Path folder = temporaryFolder();
    Stage stage = new Stage(shell, folder);
    Thread cleaning = new Thread(stage::clear, "demo-cleaning");
    Runtime.getRuntime().addShutdownHook(cleaning);
    boolean kept = false;
    try {
      new Election(stage, story).play();
      kept = keep;
    } finally {
      if (!kept) {
        stage.clear();
      }
      forget(cleaning);
    }
    story.end();
    if (kept) {
      tellNext(console, stage);
    } else {
      console.line("Servers stopped, folder removed. ./ostraka demo --keep leaves them.");
    }
    return 0;
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

  private static void tellNext(Console console, Stage stage) {
    console.line("Everything is kept in %s. Next, for example:", stage.folder());
    for (String next :
        new String[] {
          "election count archon --dir %s --field 2",
          "ballot status archon --dir %s",
          "ballot export archon --dir %s --out archon-record",
          "ballot down --dir %s"
        }) {
      console.line("  ./ostraka " + next, stage.organisation());
    }
  }
}
