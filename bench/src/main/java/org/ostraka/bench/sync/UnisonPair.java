package org.ostraka.bench.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ostraka.bench.Subprocess;

/** Unison, which watches both folders and talks to itself within this machine, unencrypted. */
final class UnisonPair implements Pair {

  @Override
  public String name() {
    return "unison";
  }

  @Override
  public Optional<String> missingPackage() {
    boolean whole =
        Subprocess.find("unison").isPresent() && Subprocess.find("unison-fsmonitor").isPresent();
    return whole ? Optional.empty() : Optional.of("unison");
  }

  @Override
  public Running start(Path folder, Path one, Path other) throws IOException, InterruptedException {
    List<String> line =
        List.of(
            "env",
            "UNISON=" + folder.resolve("archive"),
            "unison",
            "-batch",
            "-auto",
            "-times",
            "-repeat",
            "watch",
            one.toString(),
            other.toString());
    Subprocess process = Subprocess.start(line, folder, folder.resolve("unison.log"));
    Path probe = Files.writeString(one.resolve("probe"), "ready?");
    while (!Files.exists(other.resolve(probe.getFileName()))) {
      Thread.sleep(50);
    }
    return process::close;
  }
}
