package org.ostraka.ballot.web;

import static org.ostraka.ballot.web.BallotCalls.election;
import static org.ostraka.ballot.web.BallotCalls.path;
import static org.ostraka.web.Verb.GET;
import static org.ostraka.web.Verb.POST;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.ostraka.ballot.Ballot;
import org.ostraka.ballot.CastResult;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.Reservation;
import org.ostraka.ballot.Standing;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.server.BallotServer;
import org.ostraka.base.Fault;
import org.ostraka.base.identity.Peer;
import org.ostraka.base.identity.Role;
import org.ostraka.web.Answer;
import org.ostraka.web.Call;
import org.ostraka.web.Contract;
import org.ostraka.web.Route;

/** What voting processes can do: the operations of {@link org.ostraka.ballot.BallotFileSystem}. */
final class VotingRoutes {
  static final String ELECTION = "/v1/elections/{election}";
  static final int LONGEST_PAGE = 1_000;
  static final long LONGEST_WAIT_MILLIS = 30_000;

  private static final int SMALL_BODY = 64 << 10;
  private static final long WAIT_SLICE_MILLIS = 250;

  private final BallotServer server;
  private final ApiMetrics metrics;
  private final BooleanSupplier stopping;

  /**
   * The routes of one server.
   *
   * @param stopping whether those who wait should be let go
   */
  VotingRoutes(BallotServer server, ApiMetrics metrics, BooleanSupplier stopping) {
    this.server = server;
    this.metrics = metrics;
    this.stopping = stopping;
  }

  List<Route<Peer>> routes() {
    Contract<Peer> batch = RoleDoor.of(Role.VOTING).body(BallotCustoms.LARGEST);
    Contract<Peer> writes = batch.refuses(507);
    Contract<Peer> reads = RoleDoor.of(Role.VOTING, Role.OPERATOR);
    return List.of(
        new Route<>(POST, ELECTION + "/ballots", writes, this::cast),
        new Route<>(POST, ELECTION + "/reservations", writes, this::create),
        new Route<>(POST, ELECTION + "/reservations/close", writes, this::close),
        new Route<>(POST, ELECTION + "/reservations/abandon", batch, this::abandon),
        new Route<>(POST, ELECTION + "/standings", batch.query("at-most-millis"), this::await),
        new Route<>(POST, ELECTION + "/voter", reads.body(SMALL_BODY), this::standing),
        new Route<>(GET, ELECTION + "/content", RoleDoor.of(Role.VOTING).query("name"), this::read),
        new Route<>(GET, ELECTION + "/file", reads.query("name"), this::stat),
        new Route<>(
            GET,
            ELECTION + "/files",
            reads.query("directory", "after", "limit").refuses(409),
            this::list),
        new Route<>(GET, ELECTION + "/space", reads, this::space));
  }

  private Answer cast(Call<Peer> call) throws Fault, IOException {
    List<Ballot> ballots = BatchRequests.readBallots(call.body());
    List<CastResult> results = server.castAll(election(call), ballots);
    metrics.recorded(results);
    return new Answer.Binary(BatchAnswers.cast(results));
  }

  private Answer create(Call<Peer> call) throws Fault, IOException {
    return new Answer.Binary(
        BatchAnswers.created(
            server.createAll(election(call), BatchRequests.readNewFiles(call.body()))));
  }

  private Answer close(Call<Peer> call) throws Fault, IOException {
    List<CastResult> results =
        server.closeAll(BatchRequests.readWritten(election(call), call.body()));
    metrics.recorded(results);
    return new Answer.Binary(BatchAnswers.cast(results));
  }

  private Answer abandon(Call<Peer> call) throws Fault {
    List<Reservation> files = BatchRequests.readReservations(election(call), call.body());
    files.forEach(server::abandon);
    return new Answer.Json(Map.of());
  }

  private Answer await(Call<Peer> call) throws Fault, IOException, InterruptedException {
    long millis = call.within("at-most-millis", 0, LONGEST_WAIT_MILLIS).orElse(0);
    long deadline = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    List<Standing> standings = new ArrayList<>();
    for (ClaimId claim : BatchRequests.readClaims(call.body())) {
      standings.add(await(election(call), claim, deadline));
    }
    return new Answer.Binary(BatchAnswers.standings(standings));
  }

  /** Waits in slices, so that a server that is to stop need not wait for the claim. */
  private Standing await(ElectionName election, ClaimId claim, long deadline)
      throws Fault, IOException, InterruptedException {
    Standing standing = server.await(election, claim, slice(deadline));
    while (standing instanceof Standing.Waiting
        && System.nanoTime() < deadline
        && !stopping.getAsBoolean()) {
      standing = server.await(election, claim, slice(deadline));
    }
    return standing;
  }

  private static Duration slice(long deadline) {
    long left = Math.max(0, Duration.ofNanos(deadline - System.nanoTime()).toMillis());
    return Duration.ofMillis(Math.min(left, WAIT_SLICE_MILLIS));
  }

  private Answer standing(Call<Peer> call) throws Fault, IOException {
    VoterId voter = call.json(StandingJson.Question.class).toVoter();
    return new Answer.Json(StandingJson.of(server.standing(election(call), voter)));
  }

  private Answer read(Call<Peer> call) throws Fault, IOException {
    return content(server.read(election(call), path(call, "name")));
  }

  /** A file as its bytes, with what else is known of it in headers. */
  static Answer content(StoredFile file) {
    return new Answer.Binary(
        file.block().toBytes(),
        Map.of(
            ContentHeaders.DIGEST, file.entry().digest().toString(),
            ContentHeaders.HOUR, file.entry().hour().toString()));
  }

  private Answer stat(Call<Peer> call) throws Fault, IOException {
    return new Answer.Json(FileJson.of(server.stat(election(call), path(call, "name"))));
  }

  private Answer list(Call<Peer> call) throws Fault, IOException {
    return new Answer.Json(
        Forms.Files.of(
            server.list(
                election(call), path(call, "directory"), path(call, "after"), limit(call))));
  }

  static int limit(Call<Peer> call) throws Fault {
    return (int) call.within("limit", 1, LONGEST_PAGE).orElse(LONGEST_PAGE);
  }

  private Answer space(Call<Peer> call) throws Fault, IOException {
    return new Answer.Json(Forms.SpaceJson.of(server.space(election(call))));
  }
}
