package org.ostraka.ballot.fuse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What a program of the system did: its exit code, and what it printed on both outputs. */
record Program(int exitCode, String output) {

  /** Runs a program in a directory, with messages in English and names in UTF-8. */
  static Program run(Path directory, String... command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of(command))
            .directory(directory.toFile())
            .redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    process.getOutputStream().close();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return new Program(process.waitFor(), output);
  }

  /** Runs a line of shell. */
  static Program shell(Path directory, String line) throws IOException, InterruptedException {
    return run(directory, "sh", "-c", line);
  }
}
