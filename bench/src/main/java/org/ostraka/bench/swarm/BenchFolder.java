package org.ostraka.bench.swarm;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.ostraka.base.Fault;
import org.ostraka.base.identity.Authority;
import org.ostraka.base.identity.Role;
import org.ostraka.base.identity.Subject;
import org.ostraka.bench.Subprocess;

/** The files of one run, and an organisation whose members it makes; removed at the end. */
record BenchFolder(Path root, Authority authority) implements Closeable {

  static BenchFolder make(Path parent) throws IOException {
    Files.createDirectories(parent);
    return new BenchFolder(
        Files.createTempDirectory(parent, "swarm-bench"), Authority.create("Bench", Instant.now()));
  }

  /** A new folder. */
  Path folder(String name) throws IOException {
    Path folder = root.resolve(name);
    Subprocess.remove(folder);
    return Files.createDirectories(folder);
  }

  /** A file of random bytes, the same in each run. */
  Path content(int mib) throws IOException {
    Path file = root.resolve("content").resolve("f%d.bin".formatted(mib));
    Files.createDirectories(root.resolve("content"));
    if (!Files.exists(file)) {
      Random random = new Random(mib);
      byte[] portion = new byte[1 << 20];
      try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(file))) {
        for (int at = 0; at < mib; at++) {
          random.nextBytes(portion);
          to.write(portion);
        }
      }
    }
    return file;
  }

  /** The folder of a member, with its identity. */
  Path member(String name, Role role) throws IOException, Fault {
    Path folder = folder(name);
    authority
        .issue(Subject.of(name, role), Instant.now(), Authority.ISSUED_VALIDITY)
        .save(folder.resolve("identity"));
    return folder;
  }

  @Override
  public void close() throws IOException {
    Subprocess.remove(root);
  }
}
