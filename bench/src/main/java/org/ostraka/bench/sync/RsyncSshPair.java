package org.ostraka.bench.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ostraka.bench.Subprocess;

/**
 * rsync, run once after each change, over SSH: one way, encrypted, without history or durability.
 */
final class RsyncSshPair implements Pair {

  @Override
  public String name() {
    return "rsync-ssh";
  }

  @Override
  public Optional<String> missingPackage() {
    return Subprocess.find("rsync").isEmpty() ? Optional.of("rsync") : ShellServer.missingPackage();
  }

  @Override
  public Running start(Path folder, Path one, Path other) throws IOException, InterruptedException {
    ShellServer server = ShellServer.start(folder);
    Running running =
        new Running() {
          @Override
          public void nudge() throws IOException, InterruptedException {
            String _ =
                Subprocess.run(
                    List.of(
                        "rsync",
                        "-a",
                        "--delete",
                        "-e",
                        server.command(),
                        one + "/",
                        "127.0.0.1:" + other));
          }

          @Override
          public Map<String, Subprocess> programs() {
            return Map.of("server", server.process());
          }
        };
    Ground.awaitAnswer(one, other, running);
    return running;
  }
}
