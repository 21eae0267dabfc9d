package org.ostraka.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.ostraka.base.Fault;

/**
 * A file that spreads: mapping servers, one client that has it, three that fetch it from one
 * another, while the server that owns its map and one client are killed.
 */
final class Spread {
  private static final Pattern PORT = Pattern.compile(" on port ([0-9]+)");
  private static final int CLIENTS = 3;
  private static final String SEED_RATE = "5MB/s";

  private final Stage stage;
  private final Story story;
  private final Path file;
  private final Door door;

  Spread(Stage stage, Story story, Path file, Door door) {
    this.stage = stage;
    this.story = story;
    this.file = file;
    this.door = door;
  }

  /** A mapping server and where it is. */
  private record MapServer(Actor actor, String address) {}

  void play() throws Fault, IOException, InterruptedException {
    MapServer one = map("map1");
    MapServer two = map("map2");
    story.tell("two more mapping servers started; all three know one another");
    String servers = one.address() + "," + two.address();
    String link = member("share", "seed", file, "--server", servers).strip();
    stage.enter("seed", "swarm", "run", "--limit-up", SEED_RATE, "--dir", stage.place("seed"));
    Waiting.until("the seed to be mapped", () -> !seed().path("server").asText().isEmpty());
    story.tell(
        "%s (%,d bytes) is shared by one client, at most %s"
            .formatted(file.getFileName(), Files.size(file), SEED_RATE));
    List<Actor> clients = fetch(link);
    Waiting.until("a fragment", () -> status("client1").path("held").asLong() > 0);
    MapServer owner = seed().path("server").asText().equals(one.address()) ? one : two;
    owner.actor().kill();
    clients.getFirst().kill();
    story.tell("three clients fetch it; the server that owns its map and one client were killed");
    clients.set(0, client(link, 1));
    requireSame(clients);
    Waiting.until("another owner", () -> seed().path("epoch").asLong() > 1);
    story.tell(
        "another server took the map over (epoch %d)".formatted(seed().path("epoch").asLong()));
  }

  private MapServer map(String name) throws Fault, IOException, InterruptedException {
    List<Object> line = new ArrayList<>(List.of("map", "serve", "--dir", stage.place(name)));
    line.addAll(List.of("--host", "127.0.0.1", "--port", 0, "--name", name));
    line.addAll(List.of("--org", stage.organisation(), "--join", door.mapAddress()));
    Actor actor = stage.enter(name, line.toArray());
    return new MapServer(actor, "127.0.0.1:" + actor.awaitLine(PORT).group(1));
  }

  /** Runs a command of a client that gets its identity from the organisation. */
  private String member(String command, String name, Object... rest) throws Fault {
    List<Object> line = new ArrayList<>(List.of("swarm", command));
    line.addAll(List.of(rest));
    line.addAll(List.of("--dir", stage.place(name), "--org", stage.organisation(), "--name", name));
    return stage.run(line.toArray());
  }

  private List<Actor> fetch(String link) throws IOException {
    List<Actor> clients = new ArrayList<>();
    for (int number = 1; number <= CLIENTS; number++) {
      clients.add(client(link, number));
    }
    return clients;
  }

  private Actor client(String link, int number) throws IOException {
    String name = "client" + number;
    return stage.enter(
        name,
        "swarm",
        "get",
        link,
        "--out",
        copy(number),
        "--dir",
        stage.place(name),
        "--org",
        stage.organisation(),
        "--name",
        name);
  }

  private Path copy(int number) {
    return stage.place("copy" + number);
  }

  private void requireSame(List<Actor> clients) throws Fault, IOException, InterruptedException {
    for (int number = 1; number <= CLIENTS; number++) {
      clients.get(number - 1).awaitEnd();
      if (Files.mismatch(file, copy(number)) >= 0) {
        throw Stage.failed("the copy of client %d differs".formatted(number));
      }
    }
    double sent = seed().path("uploaded").asDouble() / Files.size(file);
    story.tell(
        "all three have the same bytes; the seed sent the file %.1f times, they had the rest of one another"
            .formatted(sent));
  }

  private JsonNode seed() throws Fault, IOException {
    return status("seed");
  }

  private JsonNode status(String name) throws Fault, IOException {
    return stage.json("swarm", "status", "--dir", stage.place(name)).path("files").path(0);
  }
}
