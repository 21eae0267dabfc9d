package org.ostraka.app.hub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.ostraka.app.Console;
import org.ostraka.app.Json;
import org.ostraka.app.JsonCommand;
import org.ostraka.base.Fault;
import org.ostraka.sync.web.RemoteAdministration;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code hub repo ls}: the repositories of a hub. */
@CommandLine.Command
public final class RepositoryListCommand extends JsonCommand {
  @Option(names = "--dir", required = true, paramLabel = "DIR", description = "the hub's folder")
  private Path directory = Path.of("");

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    new HubFolder(directory).use(console, hub -> print(console, hub.repositories()));
    return 0;
  }

  private void print(Console console, List<RemoteAdministration.Repository> repositories) {
    ObjectNode object = Json.object();
    ArrayNode list = object.putArray("repositories");
    for (RemoteAdministration.Repository repository : repositories) {
      list.addObject()
          .put("name", repository.name().text())
          .put("svn", repository.svn())
          .put("historyUrl", repository.historyUrl())
          .put("quotaBytes", repository.quotaBytes())
          .put("made", repository.made().toString());
      if (!asJson()) {
        console.line(
            "%s  %s %s",
            repository.name(),
            repository.svn().isEmpty() ? "svn checkout" : "attached to",
            repository.historyUrl());
      }
    }
    if (asJson()) {
      console.line("%s", Json.text(object));
    }
  }
}
