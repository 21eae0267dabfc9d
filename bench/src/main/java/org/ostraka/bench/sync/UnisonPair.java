package org.ostraka.bench.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ostraka.bench.Subprocess;

/**
 * Unison, which talks to itself within this machine, unencrypted. It watches both folders if its
 * helper unison-fsmonitor is installed, which Debian's package lacks; else it looks every second.
 */
final class UnisonPair implements Pair {

  @Override
  public String name() {
    return "unison";
  }

  @Override
  public Optional<String> missingPackage() {
    return Subprocess.find("unison").isPresent() ? Optional.empty() : Optional.of("unison");
  }

  @Override
  public Running start(Path folder, Path one, Path other) throws IOException, InterruptedException {
    String repeat = Subprocess.find("unison-fsmonitor").isPresent() ? "watch" : "1";
    List<String> line =
        List.of(
            "env",
            "UNISON=" + folder.resolve("archive"),
            "unison",
            "-batch",
            "-auto",
            "-times",
            "-confirmbigdel=false",
            "-repeat",
            repeat,
            one.toString(),
            other.toString());
    Subprocess process = Subprocess.start(line, folder, folder.resolve("unison.log"));
    System.out.printf("%-9s repeats: %s%n", name(), repeat);
    Running running = () -> Map.of("unison", process);
    Ground.awaitAnswer(one, other, running);
    return running;
  }
}
