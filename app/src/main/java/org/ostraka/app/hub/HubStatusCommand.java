package org.ostraka.app.hub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.ostraka.app.Console;
import org.ostraka.app.Json;
import org.ostraka.app.JsonCommand;
import org.ostraka.base.ByteSize;
import org.ostraka.base.Fault;
import org.ostraka.base.ProgramVersion;
import org.ostraka.sync.web.RemoteAdministration;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code hub status}: who is here, how far everything is, how much room there is. */
@CommandLine.Command
public final class HubStatusCommand extends JsonCommand {
  @Option(names = "--dir", required = true, paramLabel = "DIR", description = "the hub's folder")
  private Path directory = Path.of("");

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    new HubFolder(directory)
        .use(
            console,
            hub -> {
              if (asJson()) {
                console.line("%s", Json.text(object(hub.status(), hub.desks())));
              } else {
                print(console, hub.status(), hub.desks());
              }
            });
    return 0;
  }

  private static ObjectNode object(
      RemoteAdministration.Status status, List<RemoteAdministration.Desk> desks) {
    ObjectNode object =
        Json.object()
            .put("version", status.version().text())
            .put("uptimeMillis", status.uptimeMillis())
            .put("desksOnline", status.desksOnline())
            .put("changes", status.changes())
            .put("bytesIn", status.bytesIn())
            .put("bytesOut", status.bytesOut())
            .put("usableBytes", status.usableBytes());
    ArrayNode repositories = object.putArray("repositories");
    for (RemoteAdministration.Standing standing : status.repositories()) {
      repositories
          .addObject()
          .put("name", standing.name().text())
          .put("position", standing.position())
          .put("nodes", standing.nodes())
          .put("storedBytes", standing.storedBytes())
          .put("historyPosition", standing.historyPosition())
          .put("historyRevision", standing.historyRevision())
          .put("historyTrouble", standing.historyTrouble());
    }
    ArrayNode list = object.putArray("desks");
    for (RemoteAdministration.Desk desk : desks) {
      ObjectNode positions =
          list.addObject()
              .put("name", desk.name().text())
              .put("user", desk.user().text())
              .put("version", desk.version().map(ProgramVersion::text).orElse(""))
              .put("online", desk.online())
              .putObject("positions");
      desk.positions().forEach(positions::put);
    }
    return object;
  }

  private static void print(
      Console console, RemoteAdministration.Status status, List<RemoteAdministration.Desk> desks) {
    double seconds = Math.max(1, status.uptimeMillis() / 1000.0);
    console.line(
        "version %s, up %.0f s, %s online, %.1f changes/s, %s free",
        status.version(),
        seconds,
        status.desksOnline() == 1 ? "1 desk" : status.desksOnline() + " desks",
        status.changes() / seconds,
        new ByteSize(status.usableBytes()).readable());
    for (RemoteAdministration.Standing standing : status.repositories()) {
      console.line(
          "repository %s  journal %,d  %,d nodes  %s  history at r%d, behind %,d%s",
          standing.name(),
          standing.position(),
          standing.nodes(),
          new ByteSize(standing.storedBytes()).readable(),
          standing.historyRevision(),
          standing.position() - standing.historyPosition(),
          standing.historyTrouble().isEmpty() ? "" : ": " + standing.historyTrouble());
    }
    for (RemoteAdministration.Desk desk : desks) {
      console.line(
          "desk %s of %s  version %s  %s  %s",
          desk.name(),
          desk.user(),
          desk.version().map(ProgramVersion::text).orElse("unknown"),
          desk.online() ? "online" : "away",
          positions(desk));
    }
  }

  private static String positions(RemoteAdministration.Desk desk) {
    return desk.positions().entrySet().stream()
        .map(entry -> "%s at %,d".formatted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }
}
