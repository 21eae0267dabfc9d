package org.ostraka.bench.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ostraka.bench.Subprocess;

/**
 * lsyncd, which watches one folder and has rsync bring it to a daemon, a second after a change: one
 * way, without encryption, history or durability.
 */
final class LsyncdPair implements Pair {

  @Override
  public String name() {
    return "lsyncd";
  }

  @Override
  public Optional<String> missingPackage() {
    boolean whole =
        Stream.of("lsyncd", "rsync").allMatch(name -> Subprocess.find(name).isPresent());
    return whole ? Optional.empty() : Optional.of("lsyncd rsync");
  }

  @Override
  public Running start(Path folder, Path one, Path other) throws IOException, InterruptedException {
    RsyncDaemon daemon = RsyncDaemon.start(folder, other);
    Path configuration =
        Files.writeString(
            folder.resolve("lsyncd.lua"),
            """
            settings { nodaemon = true, logfile = "%s" }
            sync {
              default.rsync, source = "%s", target = "%s", delay = 1, rsync = { archive = true }
            }
            """
                .formatted(folder.resolve("lsyncd.log"), one, daemon.target()));
    Subprocess lsyncd =
        Subprocess.start(
            List.of("lsyncd", configuration.toString()), folder, folder.resolve("lsyncd.out"));
    Running running = () -> Map.of("lsyncd", lsyncd, "daemon", daemon.process());
    Ground.awaitAnswer(one, other, running);
    return running;
  }
}
