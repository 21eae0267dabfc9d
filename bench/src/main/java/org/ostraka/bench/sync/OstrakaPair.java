package org.ostraka.bench.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.ostraka.bench.Subprocess;

/** A hub and two desks, each a process of its own, as people start them. */
final class OstrakaPair implements Pair {
  private static final int TRIES = 1_200;

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
    OstrakaHub hub = OstrakaHub.start(folder);
    Map<String, Subprocess> programs = new LinkedHashMap<>();
    programs.put("hub", hub.process());
    for (Path synced : List.of(one, other)) {
      String name = String.valueOf(synced.getFileName());
      programs.put(name, hub.startDesk(name, synced, home(synced)));
    }
    for (Path synced : List.of(one, other)) {
      awaitSynced(home(synced));
    }
    return new Both(programs, home(one));
  }

  private static Path home(Path synced) {
    return synced.resolveSibling(synced.getFileName() + "-home");
  }

  private static JsonNode status(Path home) throws IOException {
    Path file = home.resolve("status.json");
    return Files.exists(file)
        ? new ObjectMapper().readTree(Files.readString(file)).path("folders").path(0)
        : new ObjectMapper().createObjectNode();
  }

  /** Waits until the desk of this home says that all is the same. */
  static void awaitSynced(Path home) throws IOException, InterruptedException {
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
