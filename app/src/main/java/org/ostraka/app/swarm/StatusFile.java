package org.ostraka.app.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.Json;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.client.Readout;

/** What a running client writes about itself once a second, for {@code swarm status}. */
record StatusFile(Path file) {

  /** An older file is of a client that does not run any more. */
  private static final long FRESH_SECONDS = 5;

  void write(List<Readout> files, List<Endpoint> servers, Witness witness) throws IOException {
    ObjectNode status = Json.object();
    status.put("time", Instant.now().toString());
    ArrayNode places = status.putArray("servers");
    servers.forEach(server -> places.add(server.toString()));
    ArrayNode entries = status.putArray("files");
    for (Readout readout : files) {
      ObjectNode entry = entries.addObject();
      describe(readout, entry);
      ArrayNode notes = entry.putArray("notes");
      witness.notes(readout.key()).forEach(notes::add);
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, Json.text(status), StandardCharsets.UTF_8);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void describe(Readout readout, ObjectNode entry) {
    entry.put("root", readout.key().root().toString());
    entry.put("name", readout.name().shown());
    entry.put("bytes", readout.key().size());
    entry.put("held", readout.bytesHeld());
    entry.put("downRate", readout.flow().downRate());
    entry.put("upRate", readout.flow().upRate());
    entry.put("uploaded", readout.flow().uploaded());
    entry.put("redundant", readout.flow().redundant());
    entry.put("owner", readout.ownership().owner().toString());
    entry.put("epoch", readout.ownership().epoch());
    entry.put("server", readout.place());
    ArrayNode peers = entry.putArray("peers");
    for (Readout.PeerReadout peer : readout.peers()) {
      peers
          .addObject()
          .put("name", peer.name())
          .put("endpoint", peer.endpoint())
          .put("downloaded", peer.downloaded())
          .put("uploaded", peer.uploaded());
    }
  }

  /**
   * Reads what a running client wrote.
   *
   * @throws Fault UNAVAILABLE if none runs here
   */
  ObjectNode read() throws IOException, Fault {
    ObjectNode status = last();
    if (isFresh(status.get("time"))) {
      return status;
    }
    throw new Fault(
        FaultKind.UNAVAILABLE,
        "no-client",
        "no client runs on %s: start one with './ostraka swarm run --dir DIR'"
            .formatted(file.getParent()));
  }

  /** What the last client here wrote last, empty if there was none. */
  ObjectNode last() throws IOException {
    boolean written = Files.exists(file);
    return written && new ObjectMapper().readTree(Files.readString(file)) instanceof ObjectNode last
        ? last
        : Json.object();
  }

  private static boolean isFresh(@Nullable JsonNode time) {
    return time != null
        && Instant.parse(time.asText()).plusSeconds(FRESH_SECONDS).isAfter(Instant.now());
  }
}
