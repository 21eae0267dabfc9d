package org.ostraka.app.swarm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.Console;
import org.ostraka.app.Json;
import org.ostraka.app.JsonCommand;
import org.ostraka.base.ByteSize;
import org.ostraka.base.Fault;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.wire.SwarmTls;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code map status}: what a mapping server owns and whom it knows. */
@CommandLine.Command
public final class MapStatusCommand extends JsonCommand {
  @Option(names = "--server", required = true, paramLabel = "HOST:PORT", description = "the server")
  private String server = "";

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "a folder with an identity (default: here)")
  private Path directory;

  @Option(
      names = "--org",
      paramLabel = "DIR",
      description = "the organisation's folder, to issue an identity when DIR has none")
  private @Nullable Path organisation;

  @Override
  public int run(Console console) throws Fault {
    SwarmTls tls =
        new SwarmTls(MemberIdentity.of(directory, organisation, MemberIdentity.client(null)));
    try (ServerTalk talk = ServerTalk.with(Endpoint.parse(server), tls, 0)) {
      List<MapMessage.FoundFile> files = talk.find("");
      List<MapMessage.ServerEntry> servers = talk.servers();
      if (asJson()) {
        console.line("%s", Json.text(object(files, servers)));
      } else {
        print(console, files, servers);
      }
    }
    return 0;
  }

  private static ObjectNode object(
      List<MapMessage.FoundFile> files, List<MapMessage.ServerEntry> servers) {
    ObjectNode status = Json.object();
    ArrayNode owned = status.putArray("files");
    for (MapMessage.FoundFile file : files) {
      owned
          .addObject()
          .put("root", file.key().root().toString())
          .put("name", file.name().shown())
          .put("bytes", file.key().size())
          .put("epoch", file.ownership().epoch())
          .put("holders", file.clients())
          .put("complete", file.complete());
    }
    ArrayNode known = status.putArray("servers");
    for (MapMessage.ServerEntry entry : servers) {
      known
          .addObject()
          .put("node", entry.node().toString())
          .put("endpoint", entry.endpoint().toString())
          .put("state", entry.state().name().toLowerCase(Locale.ROOT));
    }
    return status;
  }

  private static void print(
      Console console, List<MapMessage.FoundFile> files, List<MapMessage.ServerEntry> servers) {
    console.line("%d files", files.size());
    for (MapMessage.FoundFile file : files) {
      console.line(
          "  %s  %s  epoch %d  %d holders, %d complete",
          file.name().shown(),
          new ByteSize(file.key().size()).readable(),
          file.ownership().epoch(),
          file.clients(),
          file.complete());
    }
    console.line("%d servers", servers.size());
    for (MapMessage.ServerEntry entry : servers) {
      console.line(
          "  %s  %s  %s",
          entry.endpoint(), entry.state().name().toLowerCase(Locale.ROOT), entry.node());
    }
  }
}
