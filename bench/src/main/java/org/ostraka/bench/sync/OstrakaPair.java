package org.ostraka.bench.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.ostraka.bench.Subprocess;

/** A hub and two desks, each a process of its own, as people start them. */
final class OstrakaPair implements Pair {
  private static final String PASSWORD = "bench password";
  private static final int TRIES = 1_200;

  private final String launcher = System.getProperty("ostraka.launcher", "./ostraka");

  @Override
  public String name() {
    return "ostraka";
  }

  @Override
  public Optional<String> missingPackage() {
    return Optional.empty();
  }

  @Override
  public Running start(Path folder, Path one, Path other) throws IOException, InterruptedException {
    int port = Subprocess.freePort();
    Path hub = folder.resolve("hub");
    Path log = folder.resolve("hub.log");
    Map<String, Subprocess> processes = new LinkedHashMap<>();
    processes.put(
        "hub",
        Subprocess.start(
            words("hub", "serve", "--dir", hub, "--listen", "127.0.0.1", "--port", port),
            folder,
            log));
    String fingerprint = fingerprint(log);
    run(PASSWORD, "hub", "user", "add", "bench", "--password-stdin", "--dir", hub);
    run("", "hub", "repo", "add", "bench", "--dir", hub);
    run("", "hub", "grant", "bench", "bench", "write", "--dir", hub);
    String address = "https://127.0.0.1:" + port;
    for (Path synced : List.of(one, other)) {
      Path home = home(synced);
      run(
          PASSWORD,
          "sync",
          "login",
          address,
          "--user",
          "bench",
          "--desk",
          synced.getFileName(),
          "--home",
          home,
          "--fingerprint",
          fingerprint);
      run("", "sync", "add", synced, "bench", "--home", home);
      Path said = folder.resolve(synced.getFileName() + ".log");
      String name = String.valueOf(synced.getFileName());
      processes.put(name, Subprocess.start(words("sync", "run", "--home", home), folder, said));
    }
    Both both = new Both(processes, home(one));
    for (Path synced : List.of(one, other)) {
      awaitSynced(home(synced));
    }
    return both;
  }

  private static Path home(Path synced) {
    return synced.resolveSibling(synced.getFileName() + "-home");
  }

  private List<String> words(Object... words) {
    return Stream.concat(Stream.of(launcher), Stream.of(words).map(Object::toString)).toList();
  }

  private void run(String input, Object... line) throws IOException, InterruptedException {
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

  private static JsonNode status(Path home) throws IOException {
    Path file = home.resolve("status.json");
    return Files.exists(file)
        ? new ObjectMapper().readTree(Files.readString(file)).path("folders").path(0)
        : new ObjectMapper().createObjectNode();
  }

  private static void awaitSynced(Path home) throws IOException, InterruptedException {
    for (int tries = 0; !status(home).path("state").asText().equals("synced"); tries++) {
      if (tries == TRIES) {
        throw new IOException("the desk does not get ready: " + status(home));
      }
      Thread.sleep(50);
    }
  }

  /** The three processes. */
  private record Both(Map<String, Subprocess> programs, Path home) implements Running {

    /** A desk writes its status once a second. */
    @Override
    public OptionalLong sent() throws IOException {
      try {
        Thread.sleep(1_500);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      return OptionalLong.of(status(home).path("sentBytes").asLong());
    }
  }
}
