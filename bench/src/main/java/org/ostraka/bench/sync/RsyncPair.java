package org.ostraka.bench.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ostraka.bench.Subprocess;

/**
 * rsync, run once after each change, from disk to disk: one way, without network, encryption,
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
  public Running start(Path folder, Path one, Path other) {
    return new Running() {
      @Override
      public void nudge() throws IOException, InterruptedException {
        // Without this option local copies are made without looking for what is there already.
        String _ =
            Subprocess.run(
                List.of("rsync", "-a", "--no-whole-file", "--delete", one + "/", other + "/"));
      }

      @Override
      public void close() {}
    };
  }
}
