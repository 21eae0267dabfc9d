package org.ostraka.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ostraka.app.node.JavaProcess;
import org.ostraka.base.Fault;

/** A process of this program that plays a part in the demo, and what it has said so far. */
final class Actor {

  /** Few of them live for longer than the second compiler would need. */
  private static final List<String> FLAGS = List.of("-Xmx192m", "-XX:TieredStopAtLevel=1");

  private static final long PATIENCE_SECONDS = 120;

  private final String name;
  private final Path log;
  private final Process process;

  private Actor(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /** Starts a command line; what it says goes into a file of the folder. */
  static Actor enter(Path folder, String name, List<String> words) throws IOException {
    Path log = folder.resolve(name + ".log");
    return new Actor(name, log, JavaProcess.start(FLAGS, words, log));
  }

  private String said() throws IOException {
    return Files.exists(log) ? Files.readString(log) : "";
  }

  /**
   * Waits until it has said something.
   *
   * @return what it said, matched
   * @throws Fault {@code demo-failed} if it ends before
   */
  Matcher awaitLine(Pattern line) throws Fault, IOException, InterruptedException {
    Waiting waiting = new Waiting("%s to say '%s'".formatted(name, line));
    while (true) {
      Matcher matcher = line.matcher(said());
      if (matcher.find()) {
        return matcher;
      }
      if (!process.isAlive()) {
        throw Stage.failed("%s ended: %s".formatted(name, said().strip()));
      }
      waiting.pause();
    }
  }

  /** Waits for its good end. */
  void awaitEnd() throws Fault, IOException, InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw Stage.failed("%s did not do its work: %s".formatted(name, said().strip()));
    }
  }

  /** Its process, while it lives. */
  Optional<Long> pid() {
    return Optional.of(process).filter(Process::isAlive).map(Process::pid);
  }

  /** Kills it, as a power cut would. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }
}
