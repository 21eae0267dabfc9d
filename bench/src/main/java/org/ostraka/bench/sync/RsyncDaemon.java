package org.ostraka.bench.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ostraka.bench.Subprocess;

/** An rsync daemon of this machine that takes files into one folder: unencrypted, no durability. */
record RsyncDaemon(Subprocess process, String target) {

  /** Starts it. */
  static RsyncDaemon start(Path folder, Path other) throws IOException {
    int port = Subprocess.freePort();
    String user = System.getProperty("user.name");
    Path configuration =
        Files.writeString(
            folder.resolve("rsyncd.conf"),
            """
            use chroot = no
            uid = %s
            [bench]
            path = %s
            read only = no
            """
                .formatted(user, other));
    List<String> line =
        List.of(
            "rsync",
            "--daemon",
            "--no-detach",
            "--address=127.0.0.1",
            "--port=" + port,
            "--config=" + configuration);
    Subprocess process = Subprocess.start(line, folder, folder.resolve("rsyncd.log"));
    return new RsyncDaemon(process, "rsync://127.0.0.1:%d/bench/".formatted(port));
  }
}
