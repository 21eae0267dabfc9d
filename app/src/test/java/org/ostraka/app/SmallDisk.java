package org.ostraka.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A file system of limited size, in memory, mounted over a folder whose files it takes over. */
final class SmallDisk implements AutoCloseable {
  private final Path point;

  private SmallDisk(Path point) {
    this.point = point;
  }

  static SmallDisk under(Path point, int mebibytes) throws IOException {
    Map<Path, byte[]> held = new HashMap<>();
    try (Stream<Path> files = Files.list(point)) {
      for (Path file : files.toList()) {
        held.put(file, Files.readAllBytes(file));
      }
    }
    run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", point.toString());
    for (Map.Entry<Path, byte[]> file : held.entrySet()) {
      Files.write(file.getKey(), file.getValue());
    }
    return new SmallDisk(point);
  }

  /** Takes all the room that is left but a mebibyte. */
  Path fill() throws IOException {
    Path filler = point.resolve("filler");
    byte[] mebibyte = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (Files.getFileStore(point).getUsableSpace() > 2L * mebibyte.length) {
        out.write(mebibyte);
      }
    }
    return filler;
  }

  /** Makes it as large as this. */
  void resize(int mebibytes) throws IOException {
    run("mount", "-o", "remount,size=" + mebibytes + "m", point.toString());
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.onExit().join().exitValue())
        .as("%s: %s (only root may mount: run the tests as root)", String.join(" ", command), said)
        .isZero();
  }

  @Override
  public void close() throws IOException {
    // Lazily, for the server's process may take a moment to let go.
    run("umount", "-l", point.toString());
  }
}
