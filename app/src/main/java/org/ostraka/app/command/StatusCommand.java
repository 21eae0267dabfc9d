package org.ostraka.app.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.Console;
import org.ostraka.app.Json;
import org.ostraka.app.JsonCommand;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.server.ElectionStatus;
import org.ostraka.ballot.web.RemoteBallotServer;
import org.ostraka.ballot.web.ServerStatus;
import org.ostraka.base.Fault;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ballot status}: how an election stands on every server, or how one voter stands. */
@CommandLine.Command
public final class StatusCommand extends JsonCommand {
  @Mixin private final ElectionParameter election = new ElectionParameter();
  @Mixin private final Where where = new Where();

  @Option(names = "--voter", paramLabel = "ID", description = "show this voter's state instead")
  private @Nullable String voter;

  /** What one server says of itself and of the election. */
  private record View(ServerStatus server, ElectionStatus election) {}

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    ElectionName name = election.name();
    try (Servers servers = Servers.asOperator(where)) {
      if (voter != null) {
        return new VoterStatus(servers, name, VoterId.of(voter)).show(console, asJson());
      }
      List<Servers.Answer<View>> views = servers.each(server -> view(server, name));
      View any = servers.requireAny(views).getFirst().value();
      if (asJson()) {
        console.line("%s", Json.text(object(any, views)));
      } else {
        print(console, any, views);
      }
    }
    return 0;
  }

  private static View view(RemoteBallotServer server, ElectionName name)
      throws Fault, IOException, InterruptedException {
    return new View(server.view().status(), server.view().election(name));
  }

  private static void print(Console console, View any, List<Servers.Answer<View>> views) {
    console.line(
        "election %s is %s: %,d of %,d voters have a valid ballot",
        any.election().election().name(),
        ElectionsCommand.phase(any.election().election()),
        any.election().tally().valid(),
        any.election().tally().voters());
    TextTable table =
        new TextTable("server", "role", "applied", "lag", "pending", "valid", "invalid");
    for (Servers.Answer<View> answer : views) {
      switch (answer) {
        case Servers.Answer.Given<View>(var id, View(var server, var status)) ->
            table.row(
                id,
                server.log().role(),
                server.log().applied().value(),
                server.log().lag(),
                status.pending(),
                status.tally().valid(),
                status.invalid());
        case Servers.Answer.Missing<View> missing ->
            table.row(missing.server(), "unreachable", "-", "-", "-", "-", "-");
      }
    }
    table.print(console.out());
  }

  private static ObjectNode object(View any, List<Servers.Answer<View>> views) {
    ObjectNode object = Json.object();
    object
        .put("election", any.election().election().name().value())
        .put("phase", ElectionsCommand.phase(any.election().election()))
        .put("voters", any.election().tally().voters())
        .put("valid", any.election().tally().valid());
    ArrayNode servers = object.putArray("servers");
    views.forEach(answer -> put(servers.addObject(), answer));
    return object;
  }

  private static void put(ObjectNode object, Servers.Answer<View> answer) {
    object.put("server", answer.server().value());
    switch (answer) {
      case Servers.Answer.Given<View>(var _, View(var server, var status)) ->
          object
              .put("reachable", true)
              .put("role", server.log().role())
              .put("leader", server.log().leader().map(Object::toString).orElse(null))
              .put("acceptsBallots", server.acceptsBallots())
              .put("applied", server.log().applied().value())
              .put("lag", server.log().lag())
              .put("pending", status.pending())
              .put("waiting", status.tally().waiting())
              .put("valid", status.tally().valid())
              .put("invalid", status.invalid());
      case Servers.Answer.Missing<View> missing ->
          object.put("reachable", false).put("reason", missing.reason());
    }
  }
}
