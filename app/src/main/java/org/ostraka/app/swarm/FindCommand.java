package org.ostraka.app.swarm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.ostraka.app.Console;
import org.ostraka.app.Json;
import org.ostraka.app.JsonCommand;
import org.ostraka.base.ByteSize;
import org.ostraka.base.Fault;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.Link;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.ServerState;
import org.ostraka.swarm.wire.SwarmTls;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code swarm find}: searches all servers that are known, and those that they know. */
@CommandLine.Command
public final class FindCommand extends JsonCommand {
  private static final int MAX_SERVERS = 256;
  private static final int LINK_SERVERS = 3;

  @Parameters(
      paramLabel = "TEXT",
      arity = "0..1",
      defaultValue = "",
      description = "a part of the name, in upper or lower case")
  private String text = "";

  @Mixin private ClientOptions options = new ClientOptions();

  private final Map<FileKey, Hit> hits = new TreeMap<>();

  private record Hit(MapMessage.FoundFile file, Link link) {}

  @Override
  public int run(Console console) throws Fault, IOException {
    try (ClientFolder folder = options.folder()) {
      Set<Endpoint> known = new LinkedHashSet<>(folder.servers(options.endpoints()));
      search(known, options.tls(), console);
      folder.remember(known);
    }
    print(console);
    return 0;
  }

  private void search(Set<Endpoint> known, SwarmTls tls, Console console) {
    Deque<Endpoint> left = new ArrayDeque<>(known);
    while (!left.isEmpty()) {
      Endpoint server = left.remove();
      try (ServerTalk talk = ServerTalk.with(server, tls, 0)) {
        for (MapMessage.FoundFile file : talk.find(text)) {
          List<Endpoint> servers =
              known.stream().filter(s -> !s.equals(server)).limit(LINK_SERVERS - 1L).toList();
          List<Endpoint> told = new java.util.ArrayList<>(List.of(server));
          told.addAll(servers);
          hits.merge(
              file.key(),
              new Hit(file, new Link(file.key(), file.name(), OptionalLong.empty(), told)),
              (a, b) -> a.file().ownership().compareTo(b.file().ownership()) >= 0 ? a : b);
        }
        for (MapMessage.ServerEntry entry : talk.servers()) {
          boolean usable = entry.state() != ServerState.DEAD && !entry.endpoint().host().isEmpty();
          if (usable && known.size() < MAX_SERVERS && known.add(entry.endpoint())) {
            left.add(entry.endpoint());
          }
        }
      } catch (Fault e) {
        console.note("ostraka: %s", e.text());
      }
    }
  }

  private void print(Console console) {
    if (!asJson()) {
      for (Hit hit : hits.values()) {
        console.line(
            "%s  %s  %d holders%n  %s",
            hit.file().name().shown(),
            new ByteSize(hit.file().key().size()).readable(),
            hit.file().clients(),
            hit.link());
      }
      return;
    }
    ObjectNode result = Json.object();
    ArrayNode files = result.putArray("files");
    for (Hit hit : hits.values()) {
      files
          .addObject()
          .put("name", hit.file().name().shown())
          .put("bytes", hit.file().key().size())
          .put("holders", hit.file().clients())
          .put("complete", hit.file().complete())
          .put("link", hit.link().toString());
    }
    console.line("%s", Json.text(result));
  }
}
