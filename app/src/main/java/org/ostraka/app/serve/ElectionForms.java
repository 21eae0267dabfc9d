package org.ostraka.app.serve;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.server.Count;

/** The JSON objects of elections. Times are milliseconds since 1970 UTC. */
final class ElectionForms {

  private ElectionForms() {}

  /**
   * What people are told of an election.
   *
   * @param question empty if none was written
   * @param choices that a ballot may hold; empty for any text
   */
  record About(String question, List<String> choices) {
    static final About NOTHING = new About("", List.of());
  }

  record ElectionJson(
      String name,
      String phase,
      int voters,
      int blockSize,
      boolean sealed,
      String question,
      List<String> choices) {
    static ElectionJson of(Election election, About about) {
      return new ElectionJson(
          election.name().value(),
          phase(election),
          election.voters(),
          election.options().blockSize(),
          election.options().sealed(),
          about.question(),
          about.choices());
    }

    static String phase(Election election) {
      return election.phase().name().toLowerCase(Locale.ROOT);
    }
  }

  record ElectionList(List<ElectionJson> elections) {}

  /**
   * How an election stands.
   *
   * @param valid voters whose ballot is valid
   * @param waiting claims in their settling window
   */
  record ElectionStanding(
      ElectionJson election, long valid, long waiting, List<ServerJson> servers) {}

  /**
   * A ballot server, and what it holds of an election.
   *
   * @param reachable if not, what follows is not known
   * @param pending ballots that wait for their decision there
   * @param invalid ballots refused there: second ones of a voter, and late ones
   */
  record ServerJson(
      String server,
      boolean reachable,
      String role,
      boolean acceptsBallots,
      long applied,
      long lag,
      long pending,
      long invalid) {
    static ServerJson unreachable(String server) {
      return new ServerJson(server, false, "", false, 0, 0, 0, 0);
    }
  }

  /** How many voters had a valid ballot at a time. */
  record Point(long time, long valid) {}

  record TurnoutCurve(List<Point> points) {}

  record GroupJson(String value, long count) {}

  /**
   * A count.
   *
   * @param digest names the counted set of ballots
   * @param ungrouped ballots of further values than can be listed
   */
  record CountJson(
      long ballots, long attendance, String digest, List<GroupJson> groups, long ungrouped) {
    static CountJson of(Count count) {
      return new CountJson(
          count.ballots(),
          count.attendance(),
          count.digest().toString(),
          count.groups().stream().map(it -> new GroupJson(it.value(), it.count())).toList(),
          count.ungrouped());
    }
  }

  /** An election as its voters see it. */
  record Paper(String name, String phase, String question, List<String> choices) {}

  /**
   * A ballot to be cast.
   *
   * @param code the voter's id on the roll
   */
  record Cast(String code, String choice) {}

  /** A ballot that is durable on one server; the receipt asks for its state, and names nobody. */
  record Receipt(String receipt, String state) {}

  record Question(String receipt) {}

  /**
   * Where a ballot stands.
   *
   * @param state pending, valid, invalid; unknown if this server has no memory of the receipt
   * @param reason why it is invalid
   * @param validAt the log entry that made it valid
   */
  record BallotState(String state, @Nullable String reason, @Nullable Long validAt) {}
}
