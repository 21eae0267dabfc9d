package org.ostraka.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ostraka.app.batch.BallotFields;
import org.ostraka.app.command.Servers;
import org.ostraka.app.organisation.Founding;
import org.ostraka.ballot.Ballot;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.CastResult;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.Receipt;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.Reservation;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.Standing;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.web.RemoteBallotServer;
import org.ostraka.base.Fault;

/**
 * An election: ballots cast by three ways through three servers, twelve voters who try twice, and a
 * server that dies with ballots that only it has.
 */
final class Election {
  private static final ElectionName ARCHON = new ElectionName("archon");
  private static final ServerId VICTIM = new ServerId("s2");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TWICE = 12;
  private static final int AT_DEATH = 20;

  private final Stage stage;
  private final Story story;

  /** Fields, of which the first is the voter's id. */
  private final List<List<String>> ballots;

  /** What the count must say: first choices of all ballots that were cast and may count. */
  private final Map<String, Integer> expected = new TreeMap<>();

  Election(Stage stage, Story story, List<List<String>> ballots) {
    this.stage = stage;
    this.story = story;
    this.ballots = ballots;
  }

  void play() throws Fault, IOException, InterruptedException {
    prepare();
    int before = (ballots.size() - AT_DEATH) / 2;
    castBatch("ballots-1.csv", ballots.subList(0, before));
    story.tell(
        "%,d ballots cast through three servers at once by ballot cast --batch".formatted(before));
    castTwice();
    dieWithBallots(ballots.subList(before, before + AT_DEATH));
    List<List<String>> rest = ballots.subList(before + AT_DEATH, ballots.size());
    castBatch("ballots-2.csv", rest);
    story.tell(
        "%,d ballots cast through the two that are left: a majority decides"
            .formatted(rest.size()));
    stage.administer("ballot", "up");
    story.tell(
        "%s started again: it reads its journal, and catches up from the others".formatted(VICTIM));
    closeAndCount();
  }

  private void prepare() throws Fault, IOException {
    int port = Founding.passingBasePort(3);
    stage.administer("init", "--servers", 3, "--name", "Athens", "--base-port", port);
    story.tell("an organisation of three servers made in %s".formatted(stage.organisation()));
    stage.administer("ballot", "up");
    story.tell("three server processes started; they elected a leader");
    Path roll = roll();
    stage.administer("election", "create", ARCHON, "--roll", roll, "--settling-window", "1s");
    stage.administer("election", "open", ARCHON);
    story.tell(
        "election %s opened with %,d voters, an inode for each on every server"
            .formatted(ARCHON, ballots.size() + TWICE));
  }

  /** All who vote, and those who are going to try twice. */
  private Path roll() throws IOException {
    List<List<String>> voters = new ArrayList<>();
    voters.add(List.of("voter_id"));
    ballots.forEach(ballot -> voters.add(List.of(ballot.getFirst())));
    for (int number = 1; number <= TWICE; number++) {
      voters.add(List.of(twice(number).toString()));
    }
    return write("roll.csv", voters);
  }

  private static VoterId twice(int number) {
    return VoterId.of("tries-twice-%02d".formatted(number));
  }

  private Path write(String name, List<List<String>> lines) throws IOException {
    return Files.write(stage.place(name), lines.stream().map(Election::line).toList());
  }

  private static String line(List<String> fields) {
    return new String(BallotFields.encode(fields).toBytes(), StandardCharsets.UTF_8);
  }

  private void castBatch(String name, List<List<String>> part) throws Fault, IOException {
    List<List<String>> lines = new ArrayList<>();
    lines.add(new ArrayList<>(List.of("voter_id")));
    for (int choice = 1; choice < part.getFirst().size(); choice++) {
      lines.getFirst().add("choice-" + choice);
    }
    lines.addAll(part);
    stage.administer("ballot", "cast", ARCHON, "--batch", write(name, lines));
    part.forEach(ballot -> expect(choices(ballot).getFirst()));
  }

  private void expect(String first) {
    expected.merge(first, 1, Integer::sum);
  }

  private static List<String> choices(List<String> ballot) {
    return ballot.subList(1, ballot.size());
  }

  /** The first ballot is older, although it is closed later than the second. */
  private void castTwice() throws Fault, IOException, InterruptedException {
    try (Servers servers = stage.voting()) {
      RemoteBallotServer one = servers.all().getFirst().remote();
      RemoteBallotServer other = servers.all().getLast().remote();
      List<Receipt> firsts = new ArrayList<>();
      List<Receipt> seconds = new ArrayList<>();
      List<String> firstTry = choices(ballots.getFirst());
      List<String> secondTry = choices(ballots.getLast());
      for (int number = 1; number <= TWICE; number++) {
        VoterId voter = twice(number);
        Reservation older = one.create(ARCHON, RemoteBallotServer.freshName(), voter);
        Thread.sleep(2); // dates have milliseconds
        Reservation younger = other.create(ARCHON, RemoteBallotServer.freshName(), voter);
        seconds.add(other.close(younger, BallotFields.encode(secondTry)));
        firsts.add(one.close(older, BallotFields.encode(firstTry)));
        expect(firstTry.getFirst());
      }
      story.tell("12 voters tried twice, on s1 and then on s3, before either could know");
      requireOldestWon(one, firsts, other, seconds);
    }
    story.tell("each time the older ballot became valid and the other invalid");
  }

  private static void requireOldestWon(
      RemoteBallotServer one, List<Receipt> firsts, RemoteBallotServer other, List<Receipt> seconds)
      throws Fault, IOException, InterruptedException {
    for (Receipt receipt : firsts) {
      Standing standing = one.await(ARCHON, receipt.claim(), PATIENCE);
      if (!(standing instanceof Standing.Valid)) {
        throw Stage.failed("the older of two ballots is %s instead of valid".formatted(standing));
      }
    }
    for (Receipt receipt : seconds) {
      Standing standing = other.await(ARCHON, receipt.claim(), PATIENCE);
      if (!standing.equals(new Standing.Invalid(Refusal.VOTER_ALREADY_USED))) {
        throw Stage.failed(
            "the younger of two ballots is %s instead of invalid".formatted(standing));
      }
    }
  }

  /** The server is killed as soon as it has said that the ballots are recorded. */
  private void dieWithBallots(List<List<String>> last)
      throws Fault, IOException, InterruptedException {
    List<Ballot> dying = new ArrayList<>();
    for (List<String> ballot : last) {
      VoterId voter = VoterId.of(ballot.getFirst());
      BallotPath name = RemoteBallotServer.freshName();
      dying.add(new Ballot(voter, name, BallotFields.encode(choices(ballot))));
      expect(choices(ballot).getFirst());
    }
    try (Servers servers = stage.voting()) {
      for (CastResult result : servers.all().get(1).remote().castAll(ARCHON, dying)) {
        if (result instanceof CastResult.Refused(Refusal reason)) {
          throw Stage.failed("a ballot was refused: %s".formatted(reason.text()));
        }
      }
      stage.kill(VICTIM);
    }
    story.tell(
        "%d ballots recorded by %s, which was killed (SIGKILL) in the same moment"
            .formatted(AT_DEATH, VICTIM));
  }

  private void closeAndCount() throws Fault, IOException {
    stage.administer("election", "close", ARCHON);
    JsonNode count =
        stage.json("election", "count", ARCHON, "--field", 1, "--dir", stage.organisation());
    story.tell("closed; no recorded ballot was left undecided. The count, by first choice:");
    story.show(stage.administer("election", "count", ARCHON, "--field", 1));
    requireExpected(count);
    requireSound();
    story.tell("fsck read every block back on every server: no damage");
  }

  private void requireExpected(JsonNode count) throws Fault {
    Map<String, Integer> counted = new TreeMap<>();
    for (JsonNode group : count.path("groups")) {
      counted.put(group.path("value").textValue(), group.path("ballots").intValue());
    }
    if (!counted.equals(expected)) {
      throw Stage.failed("cast were %s, counted are %s".formatted(expected, counted));
    }
    if (count.path("servers").size() != 3) {
      throw Stage.failed("only %s took part in the count".formatted(count.path("servers")));
    }
    int cast = expected.values().stream().mapToInt(Integer::intValue).sum();
    if (count.path("attendance").intValue() != cast) {
      throw Stage.failed("%d ballots, but %s voters".formatted(cast, count.path("attendance")));
    }
    story.tell(
        "the count is what was cast, on three servers alike: %d ballots and voters"
            .formatted(cast));
  }

  private void requireSound() throws Fault {
    for (String server : List.of("s1", "s2", "s3")) {
      stage.administer("ballot", "fsck", "--server", server);
    }
  }
}
