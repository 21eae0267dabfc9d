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

/** {@code hub user ls}: everybody who may sign in. */
@CommandLine.Command
public final class UserListCommand extends JsonCommand {
  @Option(names = "--dir", required = true, paramLabel = "DIR", description = "the hub's folder")
  private Path directory = Path.of("");

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    new HubFolder(directory).use(console, hub -> print(console, hub.users()));
    return 0;
  }

  private void print(Console console, List<RemoteAdministration.User> users) {
    ObjectNode object = Json.object();
    ArrayNode list = object.putArray("users");
    for (RemoteAdministration.User user : users) {
      list.addObject()
          .put("name", user.name().text())
          .put("admin", user.admin())
          .put("quotaBytes", user.quotaBytes())
          .put("made", user.made().toString());
      if (!asJson()) {
        console.line("%s%s", user.name(), user.admin() ? "  administrator" : "");
      }
    }
    if (asJson()) {
      console.line("%s", Json.text(object));
    }
  }
}
