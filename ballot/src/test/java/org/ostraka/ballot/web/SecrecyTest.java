package org.ostraka.ballot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ostraka.ballot.web.Polis.ARCHON;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.ballot.BallotPath;
import org.ostraka.base.identity.Role;
import org.ostraka.web.Route;
import org.ostraka.web.Verb;

/**
 * No answer of the interface leads from a voter to a ballot: none holds a word of both sides. The
 * words of a side are such that no other text has them by chance.
 */
final class SecrecyTest {
  private static final List<String> VOTERS = List.of("voter-alkibiades", "voter-nikias");

  /** Name and content of the ballot that each of them cast. */
  private static final Map<String, String> BALLOTS =
      Map.of("ballot-omega", "vote-for-hyperbolos", "ballot-sigma", "vote-for-phaiax");

  private final List<String> answers = new ArrayList<>();

  @Test
  void noAnswerHoldsAWordOfBothSides(@TempDir Path folder) throws Exception {
    try (Polis polis = new Polis(folder)) {
      polis.open(VOTERS.toArray(String[]::new));
      polis.cast("voter-alkibiades", "ballot-omega", "vote-for-hyperbolos");
      polis.cast("voter-nikias", "ballot-sigma", "vote-for-phaiax");
      askAll(polis);
      polis.closeElection();
      askAll(polis);
      List<String> fileWords = fileWords(polis);
      for (String answer : answers) {
        boolean ofVoters = holdsOneOf(answer, VOTERS);
        boolean ofFiles = holdsOneOf(answer, fileWords);
        assertThat(ofVoters && ofFiles).as(answer).isFalse();
      }
      assertThat(answers).anyMatch(it -> holdsOneOf(it, VOTERS));
      assertThat(answers).anyMatch(it -> holdsOneOf(it, fileWords));
    }
  }

  private static boolean holdsOneOf(String answer, List<String> words) {
    return words.stream().anyMatch(answer::contains);
  }

  private static List<String> fileWords(Polis polis) throws Exception {
    List<String> words = new ArrayList<>();
    for (Map.Entry<String, String> ballot : BALLOTS.entrySet()) {
      words.add(ballot.getKey());
      words.add(ballot.getValue());
      words.add(
          polis
              .as(Role.VOTING)
              .read(ARCHON, new BallotPath(ballot.getKey()))
              .entry()
              .digest()
              .toString());
    }
    return words;
  }

  /** Asks every route that reads, with every role and every parameter that fits it. */
  private void askAll(Polis polis) throws Exception {
    for (Role role : Role.values()) {
      try (RawClient caller = polis.raw(role)) {
        for (Route<?> route : polis.api().routes()) {
          if (route.verb() == Verb.GET) {
            askAll(caller, route);
          }
        }
        for (String voter : VOTERS) {
          String question = "{\"voter\":\"%s\"}".formatted(voter);
          answers.add(caller.post("/v1/elections/archon/voter", question).body());
        }
        answers.add(caller.post("/v1/fsck", "").body());
      }
    }
  }

  private void askAll(RawClient caller, Route<?> route) throws Exception {
    String path = route.path().replace("{election}", "archon");
    for (String part : parts(path)) {
      for (String query : queries(route)) {
        answers.add(caller.get(path.replace("{part}", part) + query).body());
      }
    }
  }

  private static List<String> parts(String path) {
    if (!path.contains("{part}")) {
      return List.of("");
    }
    return path.contains("/tables/") ? List.of("pending", "valid", "invalid") : RecordPart.names();
  }

  private static List<String> queries(Route<?> route) {
    return route.contract().query().contains("name")
        ? List.of("?name=ballot-omega", "?name=ballot-sigma", "?name=voter-nikias")
        : List.of("");
  }
}
