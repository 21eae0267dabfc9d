package org.ostraka.app.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.Console;
import org.ostraka.app.Json;
import org.ostraka.app.JsonCommand;
import org.ostraka.base.ByteSize;
import org.ostraka.base.Fault;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.Link;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code swarm status}: what the client that runs here does; {@code --why} explains one file. */
@CommandLine.Command
public final class StatusCommand extends JsonCommand {
  @Mixin private ClientOptions options = new ClientOptions();

  @Option(
      names = "--why",
      paramLabel = "LINK",
      description = "owner, epoch, servers tried, and who served each fragment")
  private @Nullable String why;

  @Override
  public int run(Console console) throws Fault, IOException {
    try (ClientFolder folder = options.folder()) {
      if (why != null) {
        explain(console, folder, Link.parse(why).key());
        return 0;
      }
      ObjectNode status = new StatusFile(folder.statusFile()).read();
      if (asJson()) {
        console.line("%s", Json.text(status));
      } else {
        status.path("files").forEach(file -> print(console, file));
      }
    }
    return 0;
  }

  private static void print(Console console, JsonNode file) {
    console.line(
        "%s  %s of %s  down %s/s  up %s/s  %d peers  owner %s, epoch %d",
        file.path("name").asText(),
        new ByteSize(file.path("held").asLong()).readable(),
        new ByteSize(file.path("bytes").asLong()).readable(),
        new ByteSize(file.path("downRate").asLong()).readable(),
        new ByteSize(file.path("upRate").asLong()).readable(),
        file.path("peers").size(),
        file.path("server").asText(),
        file.path("epoch").asLong());
  }

  private void explain(Console console, ClientFolder folder, FileKey key)
      throws IOException, Fault {
    ObjectNode answer = Json.object();
    answer.put("root", key.root().toString());
    answer.set("client", told(folder, key));
    ObjectNode fragments = answer.putObject("fragments");
    for (Map.Entry<Integer, String> source : folder.library().sourcesOf(key).entrySet()) {
      fragments.put(source.getKey().toString(), source.getValue());
    }
    if (asJson()) {
      console.line("%s", Json.text(answer));
      return;
    }
    JsonNode file = answer.path("client");
    console.line(
        "owner %s at %s, epoch %d (%s)",
        file.path("owner").asText("unknown"),
        file.path("server").asText("no server"),
        file.path("epoch").asLong(),
        file.path("time").asText("no client has run here"));
    file.path("known").forEach(server -> console.line("server known: %s", server.asText()));
    file.path("notes").forEach(note -> console.line("  %s", note.asText()));
    fragments
        .properties()
        .forEach(f -> console.line("fragment %s from %s", f.getKey(), f.getValue().asText()));
  }

  /** What the client that runs or ran last says of the file; empty if it has not got it. */
  private static ObjectNode told(ClientFolder folder, FileKey key) throws IOException {
    ObjectNode last = new StatusFile(folder.statusFile()).last();
    for (JsonNode file : last.path("files")) {
      if (file.path("root").asText().equals(key.root().toString())
          && file instanceof ObjectNode told) {
        return told.put("time", last.path("time").asText()).set("known", last.path("servers"));
      }
    }
    return Json.object();
  }
}
