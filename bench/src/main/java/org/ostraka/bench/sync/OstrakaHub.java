package org.ostraka.bench.sync;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ostraka.bench.Subprocess;

/**
 * A hub as people start it, with a user, a repository {@code bench}, and the commands of desks.
 *
 * @param address host and port
 */
record OstrakaHub(Subprocess process, Path folder, String address, String fingerprint) {
  static final String USER = "bench";
  static final String REPOSITORY = "bench";
  static final String PASSWORD = "bench password";
  private static final int TRIES = 1_200;

  /** Starts it in a new folder. */
  static OstrakaHub start(Path folder) throws IOException, InterruptedException {
    int port = Subprocess.freePort();
    Path hub = folder.resolve("hub");
    Path log = folder.resolve("hub.log");
    Subprocess process =
        Subprocess.start(
            words("hub", "serve", "--dir", hub, "--listen", "127.0.0.1", "--port", port),
            folder,
            log);
    String fingerprint = fingerprint(log);
    run(PASSWORD, "hub", "user", "add", USER, "--password-stdin", "--dir", hub);
    run("", "hub", "repo", "add", REPOSITORY, "--dir", hub);
    run("", "hub", "grant", REPOSITORY, USER, "write", "--dir", hub);
    return new OstrakaHub(process, folder, "127.0.0.1:" + port, fingerprint);
  }

  /** Starts a desk of this name on a folder. */
  Subprocess startDesk(String name, Path synced, Path home)
      throws IOException, InterruptedException {
    run(
        PASSWORD,
        "sync",
        "login",
        "https://" + address,
        "--user",
        USER,
        "--desk",
        name,
        "--home",
        home,
        "--fingerprint",
        fingerprint);
    run("", "sync", "add", synced, REPOSITORY, "--home", home);
    return Subprocess.start(
        words("sync", "run", "--home", home), folder, folder.resolve(name + ".log"));
  }

  private static List<String> words(Object... words) {
    String launcher = System.getProperty("ostraka.launcher", "./ostraka");
    return Stream.concat(Stream.of(launcher), Stream.of(words).map(Object::toString)).toList();
  }

  private static void run(String input, Object... line) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words(line)).redirectErrorStream(true).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write((input + "\n").getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("%s: %s".formatted(List.of(line), said));
    }
  }

  private static String fingerprint(Path log) throws IOException, InterruptedException {
    for (int tries = 0; tries < TRIES; tries++) {
      for (String line : Files.readAllLines(log)) {
        if (line.startsWith("fingerprint ")) {
          return line.substring("fingerprint ".length());
        }
      }
      Thread.sleep(50);
    }
    throw new IOException("the hub does not start: see " + log);
  }
}
