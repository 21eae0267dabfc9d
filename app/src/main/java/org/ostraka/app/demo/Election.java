package org.ostraka.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
 * The election of an archon: 300 voters, 260 ballots by three ways, twelve voters who try twice,
 * and a server that dies with ballots that only it has.
 */
final class Election {
  private static final ElectionName ARCHON = new ElectionName("archon");
  private static final ServerId VICTIM = new ServerId("s2");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int FIRST_TWICE = 289;
  private static final int LAST_TWICE = 300;
  private static final List<String> FIRST_TRY = List.of("Aspasia", "Périclès", "Thémistocle");
  private static final List<String> SECOND_TRY = List.of("Périclès", "Aspasia", "Thémistocle");

  private final Stage stage;
  private final Story story;

  /** What the count must say: first choices of all ballots that were cast and may count. */
  private final Map<String, Integer> expected = new TreeMap<>();

  Election(Stage stage, Story story) {
    this.stage = stage;
    this.story = story;
  }

  void play() throws Fault, IOException, InterruptedException {
    prepare();
    List<String> lines = Files.readAllLines(stage.sample("ballots.csv"));
    castBatch("ballots-1.csv", lines, 1, 121);
    story.tell("120 ballots cast through three servers at once by ballot cast --batch");
    castTwice();
    dieWithBallots(lines.subList(121, 141));
    castBatch("ballots-2.csv", lines, 141, lines.size());
    story.tell("120 ballots cast through the two that are left: a majority decides");
    stage.run("ballot", "up");
    story.tell(
        "%s started again: it reads its journal, and catches up from the others".formatted(VICTIM));
    closeAndCount();
  }

  private void prepare() throws Fault, IOException {
    int port = Founding.passingBasePort(3);
    stage.run("init", "--servers", 3, "--name", "Athens", "--base-port", port);
    story.tell("an organisation of three servers made in %s".formatted(stage.organisation()));
    stage.run("ballot", "up");
    story.tell("three server processes started; they elected a leader");
    Path roll = stage.sample("roll.csv");
    stage.run("election", "create", ARCHON, "--roll", roll, "--settling-window", "1s");
    stage.run("election", "open", ARCHON);
    story.tell(
        "election %s opened with 300 voters, an inode for each on every server".formatted(ARCHON));
  }

  private void castBatch(String name, List<String> lines, int from, int to)
      throws Fault, IOException {
    List<String> part = new ArrayList<>(List.of(lines.getFirst()));
    part.addAll(lines.subList(from, to));
    Path file = Files.write(stage.folder().resolve(name), part);
    stage.run("ballot", "cast", ARCHON, "--batch", file);
    lines.subList(from, to).forEach(line -> expect(fields(line).getFirst()));
  }

  private void expect(String first) {
    expected.merge(first, 1, Integer::sum);
  }

  private static List<String> fields(String line) {
    List<String> all = List.of(line.split(",", -1));
    return all.subList(1, all.size());
  }

  /** The first ballot is older, although it is closed later than the second. */
  private void castTwice() throws Fault, IOException, InterruptedException {
    try (Servers servers = stage.voting()) {
      RemoteBallotServer one = servers.all().getFirst().remote();
      RemoteBallotServer other = servers.all().getLast().remote();
      List<Receipt> firsts = new ArrayList<>();
      List<Receipt> seconds = new ArrayList<>();
      for (int at = FIRST_TWICE; at <= LAST_TWICE; at++) {
        VoterId voter = VoterId.of("athens-" + at);
        Reservation older = one.create(ARCHON, RemoteBallotServer.freshName(), voter);
        Thread.sleep(2); // dates have milliseconds
        Reservation younger = other.create(ARCHON, RemoteBallotServer.freshName(), voter);
        seconds.add(other.close(younger, BallotFields.encode(SECOND_TRY)));
        firsts.add(one.close(older, BallotFields.encode(FIRST_TRY)));
        expect(FIRST_TRY.getFirst());
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
  private void dieWithBallots(List<String> lines) throws Fault, IOException, InterruptedException {
    List<Ballot> ballots = new ArrayList<>();
    for (String line : lines) {
      VoterId voter = VoterId.of(line.substring(0, line.indexOf(',')));
      ballots.add(
          new Ballot(voter, RemoteBallotServer.freshName(), BallotFields.encode(fields(line))));
      expect(fields(line).getFirst());
    }
    try (Servers servers = stage.voting()) {
      for (CastResult result : servers.all().get(1).remote().castAll(ARCHON, ballots)) {
        if (result instanceof CastResult.Refused(Refusal reason)) {
          throw Stage.failed("a ballot was refused: %s".formatted(reason.text()));
        }
      }
      stage.kill(VICTIM);
    }
    story.tell(
        "20 ballots recorded by %s, which was killed (SIGKILL) in the same moment"
            .formatted(VICTIM));
  }

  private void closeAndCount() throws Fault, IOException {
    stage.run("election", "close", ARCHON);
    JsonNode count =
        new ObjectMapper().readTree(stage.run("election", "count", ARCHON, "--field", 1, "--json"));
    story.tell("closed; no recorded ballot was left undecided. The count, by first choice:");
    story.show(stage.run("election", "count", ARCHON, "--field", 1));
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
      stage.run("ballot", "fsck", "--server", server);
    }
  }
}
