package org.ostraka.app.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.ostraka.app.Console;
import org.ostraka.app.Json;
import org.ostraka.app.JsonCommand;
import org.ostraka.ballot.Election;
import org.ostraka.base.Fault;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** {@code election ls}: the organisation's elections. */
@CommandLine.Command
public final class ElectionsCommand extends JsonCommand {
  @Mixin private final Where where = new Where();

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    try (Servers servers = Servers.asOperator(where)) {
      List<Election> elections = servers.first(server -> server.view().elections());
      if (asJson()) {
        console.line("%s", Json.text(object(elections)));
      } else {
        TextTable table = new TextTable("election", "phase", "voters", "block size");
        for (Election election : elections) {
          table.row(
              election.name(), phase(election), election.voters(), election.options().blockSize());
        }
        table.print(console.out());
      }
    }
    return 0;
  }

  static String phase(Election election) {
    return election.phase().name().toLowerCase(Locale.ROOT);
  }

  private static ObjectNode object(List<Election> elections) {
    ObjectNode object = Json.object();
    ArrayNode list = object.putArray("elections");
    for (Election election : elections) {
      list.addObject()
          .put("name", election.name().value())
          .put("phase", phase(election))
          .put("voters", election.voters())
          .put("blockSize", election.options().blockSize())
          .put("settlingWindowMillis", election.options().settlingWindow().toMillis())
          .put("sealed", election.options().sealed());
    }
    return object;
  }
}
