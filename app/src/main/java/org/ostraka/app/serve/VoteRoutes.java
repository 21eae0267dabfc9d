package org.ostraka.app.serve;

import static org.ostraka.app.serve.ElectionRoutes.election;
import static org.ostraka.web.Verb.GET;
import static org.ostraka.web.Verb.POST;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.ostraka.app.serve.ElectionForms.About;
import org.ostraka.app.serve.ElectionForms.BallotState;
import org.ostraka.app.serve.ElectionForms.Cast;
import org.ostraka.app.serve.ElectionForms.ElectionJson;
import org.ostraka.app.serve.ElectionForms.Paper;
import org.ostraka.app.serve.ElectionForms.Question;
import org.ostraka.app.serve.ElectionForms.Receipt;
import org.ostraka.ballot.Ballot;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.CastResult;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.Standing;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.web.RemoteBallotServer;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.sync.account.LoginThrottle;
import org.ostraka.web.Answer;
import org.ostraka.web.Call;
import org.ostraka.web.Contract;
import org.ostraka.web.Head;
import org.ostraka.web.Json;
import org.ostraka.web.Route;

/**
 * A voter's page: whoever has a code of the roll casts with it, and asks with the receipt what
 * became of the ballot. Nobody is signed in here, nothing of the voter is kept or logged, and the
 * receipt leads neither to the voter nor to the ballot's content.
 */
final class VoteRoutes {
  private static final String VOTE = "/api/v1/vote/{election}";

  /** A ballot, written out in JSON with every character escaped. */
  private static final int BALLOT_BODY = 512 << 10;

  private static final int SMALL_BODY = 4 << 10;

  private final ElectionOffice office;
  private final LoginThrottle throttle;

  VoteRoutes(ElectionOffice office, LoginThrottle throttle) {
    this.office = office;
    this.throttle = throttle;
  }

  List<Route<?>> routes() {
    Contract<Head> anybody = Contract.anybody();
    return List.of(
        new Route<>(GET, VOTE, anybody, this::paper),
        new Route<>(POST, VOTE, anybody.body(BALLOT_BODY).refuses(403, 409), this::cast),
        new Route<>(
            POST, VOTE + "/standing", anybody.body(SMALL_BODY).refuses(403), this::standing));
  }

  private Answer paper(Call<Head> call) throws Fault, IOException, InterruptedException {
    Election election = office.elections().booth().view().election(election(call)).election();
    About about = office.notes().of(election.name());
    return new Answer.Json(
        new Paper(
            election.name().value(),
            ElectionJson.phase(election),
            about.question(),
            about.choices()));
  }

  private Answer cast(Call<Head> call) throws Fault, IOException, InterruptedException {
    ElectionName name = election(call);
    Cast form = call.json(Cast.class);
    VoterId voter = Call.parse(Json.require(form.code(), "code"), VoterId::of);
    Block block = block(name, Json.require(form.choice(), "choice"));
    // Of a code that was wrong only its digest is remembered, in memory, and of a right one
    // nothing.
    String tried = "code " + Digest.of(form.code().getBytes(StandardCharsets.UTF_8));
    throttle.enter(tried, call.address());
    RemoteBallotServer booth = office.elections().booth();
    Ballot ballot = new Ballot(voter, RemoteBallotServer.freshName(), block);
    CastResult result = booth.castAll(name, List.of(ballot)).getFirst();
    if (!result.equals(new CastResult.Refused(Refusal.VOTER_UNREGISTERED))) {
      throttle.succeeded(tried, call.address());
    }
    return switch (result) {
      case CastResult.Recorded(var receipt) ->
          new Answer.Json(new Receipt(receipt.claim().toString(), "pending"));
      case CastResult.Refused(Refusal reason) -> throw reason.fault(name);
    };
  }

  private Block block(ElectionName election, String choice) throws Fault, IOException {
    List<String> choices = office.notes().of(election).choices();
    if (!choices.isEmpty() && !choices.contains(choice)) {
      throw Call.refused("choice: one of those that the election offers");
    }
    byte[] content = choice.getBytes(StandardCharsets.UTF_8);
    if (content.length > Block.MAX_BYTES) {
      throw Refusal.BLOCK_TOO_LARGE.fault(election);
    }
    return Block.of(content);
  }

  private Answer standing(Call<Head> call) throws Fault, IOException, InterruptedException {
    ElectionName name = election(call);
    String receipt = Json.require(call.json(Question.class).receipt(), "receipt");
    ClaimId claim = Call.parse(receipt, VoteRoutes::claim);
    Standing standing = office.elections().booth(claim.server()).await(name, claim, Duration.ZERO);
    return new Answer.Json(state(standing));
  }

  private static ClaimId claim(String receipt) {
    int hyphen = receipt.lastIndexOf('-');
    try {
      return new ClaimId(
          new ServerId(receipt.substring(0, Math.max(0, hyphen))),
          Long.parseUnsignedLong(receipt.substring(hyphen + 1), 16));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("receipt: as it was given when the ballot was cast", e);
    }
  }

  private static BallotState state(Standing standing) {
    return switch (standing) {
      case Standing.Unknown _ -> new BallotState("unknown", null, null);
      case Standing.Waiting _ -> new BallotState("pending", null, null);
      case Standing.Valid(LogIndex index) -> new BallotState("valid", null, index.value());
      case Standing.Invalid(Refusal reason) -> new BallotState("invalid", reason.code(), null);
    };
  }
}
