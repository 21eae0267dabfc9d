package org.ostraka.ballot.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.FileState;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.VoterStanding;
import org.ostraka.base.Fault;
import org.ostraka.web.Call;
import org.ostraka.web.Json;

/**
 * What a server knows of a voter; it names neither voter nor file.
 *
 * @param invalidHere codes of the refusals
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record StandingJson(
    String state, @Nullable Long validAt, boolean recordedHere, List<String> invalidHere) {

  /**
   * The question: voter ids stay out of URLs, which are logged on the way.
   *
   * @param voter the voter's id
   */
  record Question(@Nullable String voter) {

    VoterId toVoter() throws Fault {
      return Call.parse(Json.require(voter, "voter"), VoterId::of);
    }
  }

  static StandingJson of(VoterStanding standing) {
    return new StandingJson(
        standing.state().word(),
        standing.validAt().map(LogIndex::value).orElse(null),
        standing.recordedHere(),
        standing.invalidHere().stream().map(Refusal::code).toList());
  }

  VoterStanding toStanding() {
    return new VoterStanding(
        FileState.valueOf(state.toUpperCase(Locale.ROOT)),
        Optional.ofNullable(validAt).map(LogIndex::new),
        recordedHere,
        invalidHere.stream().map(StandingJson::refusal).toList());
  }

  private static Refusal refusal(String code) {
    return Arrays.stream(Refusal.values())
        .filter(it -> it.code().equals(code))
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException("the unknown refusal " + code));
  }
}
