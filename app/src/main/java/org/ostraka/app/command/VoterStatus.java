package org.ostraka.app.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import org.ostraka.app.Console;
import org.ostraka.app.Json;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileState;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.VoterStanding;
import org.ostraka.base.Fault;

/** What all servers together know of one voter; it leads to no ballot. */
final class VoterStatus {
  private final Servers servers;
  private final ElectionName election;
  private final VoterId voter;

  VoterStatus(Servers servers, ElectionName election, VoterId voter) {
    this.servers = servers;
    this.election = election;
    this.voter = voter;
  }

  int show(Console console, boolean json) throws Fault, InterruptedException {
    List<Servers.Answer.Given<VoterStanding>> answers =
        servers.requireAny(servers.each(server -> server.standing(election, voter)));
    String state = state(answers);
    if (json) {
      console.line("%s", Json.text(object(state, answers)));
    } else {
      console.line("voter %s: %s", voter, state);
      for (Servers.Answer.Given<VoterStanding> answer : answers) {
        if (!answer.value().invalidHere().isEmpty()) {
          console.line("  invalid on %s: %s", answer.server(), reasons(answer.value()));
        }
      }
    }
    return 0;
  }

  private static String reasons(VoterStanding standing) {
    return standing.invalidHere().stream().map(Refusal::text).collect(Collectors.joining(", "));
  }

  private static String state(List<Servers.Answer.Given<VoterStanding>> answers) {
    if (answers.stream().anyMatch(it -> it.value().state() == FileState.VALID)) {
      return "valid";
    }
    boolean recorded = answers.stream().anyMatch(it -> it.value().recordedHere());
    return recorded ? "pending" : "not voted";
  }

  private ObjectNode object(String state, List<Servers.Answer.Given<VoterStanding>> answers) {
    ObjectNode object = Json.object();
    object
        .put("election", election.value())
        .put("voter", voter.toString())
        .put("state", state.replace(' ', '-'));
    answers.stream()
        .flatMap(it -> it.value().validAt().stream())
        .findFirst()
        .map(LogIndex::value)
        .ifPresent(index -> object.put("validAt", index));
    ArrayNode list = object.putArray("servers");
    for (Servers.Answer.Given<VoterStanding> answer : answers) {
      ObjectNode server = list.addObject().put("server", answer.server().value());
      server.put("recordedHere", answer.value().recordedHere());
      ArrayNode invalid = server.putArray("invalidHere");
      answer.value().invalidHere().forEach(reason -> invalid.add(reason.code()));
    }
    return object;
  }
}
