package org.ostraka.bench.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ostraka.bench.Subprocess;

/**
 * rsync, run once after each change, to a daemon of this machine: one way, without encryption,
 * history or durability.
 */
final class RsyncPair implements Pair {

  @Override
  public String name() {
    return "rsync";
  }

  @Override
  public Optional<String> missingPackage() {
    return Subprocess.find("rsync").isPresent() ? Optional.empty() : Optional.of("rsync");
  }

  @Override
  public Running start(Path folder, Path one, Path other) throws IOException, InterruptedException {
    RsyncDaemon daemon = RsyncDaemon.start(folder, other);
    Running running =
        new Running() {
          @Override
          public void nudge() throws IOException, InterruptedException {
            String _ =
                Subprocess.run(List.of("rsync", "-a", "--delete", one + "/", daemon.target()));
          }

          @Override
          public Map<String, Subprocess> programs() {
            return Map.of("daemon", daemon.process());
          }
        };
    Ground.awaitAnswer(one, other, running);
    return running;
  }
}
