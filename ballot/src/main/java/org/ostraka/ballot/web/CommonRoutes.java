package org.ostraka.ballot.web;

import static org.ostraka.ballot.web.BallotCalls.election;
import static org.ostraka.ballot.web.BallotCalls.path;
import static org.ostraka.ballot.web.VotingRoutes.ELECTION;
import static org.ostraka.web.Verb.GET;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.FileState;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.server.LogStanding;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.identity.Peer;
import org.ostraka.base.identity.Role;
import org.ostraka.web.Answer;
import org.ostraka.web.Call;
import org.ostraka.web.Contract;
import org.ostraka.web.Route;

/** What everybody of the organisation may see, and what servers ask one another. */
final class CommonRoutes {
  private final ApiParts parts;
  private final ApiMetrics metrics;

  CommonRoutes(ApiParts parts, ApiMetrics metrics) {
    this.parts = parts;
    this.metrics = metrics;
  }

  List<Route<Peer>> routes() {
    Contract<Peer> everybody = RoleDoor.ofEverybody();
    Contract<Peer> node = RoleDoor.of(Role.NODE);
    return List.of(
        new Route<>(GET, "/health", everybody, this::health),
        new Route<>(GET, "/metrics", everybody, this::metrics),
        new Route<>(GET, "/v1/status", everybody, this::status),
        new Route<>(GET, "/v1/elections", everybody, this::elections),
        new Route<>(GET, ELECTION, everybody, this::electionStatus),
        new Route<>(GET, ELECTION + "/valid-file", node.query("name"), this::validFile),
        new Route<>(
            GET, ELECTION + "/valid-files", node.query("after", "limit"), this::validFiles));
  }

  /** Alive, as this answers at all; 503 when no ballot would be accepted. */
  private Answer health(Call<Peer> call) throws Fault, IOException {
    if (!serverStatus().acceptsBallots()) {
      throw new Fault(
          FaultKind.UNAVAILABLE,
          "accepts-no-ballots",
          "server %s runs, but its disk is nearly full, it is still catching up, or no leader is known"
              .formatted(parts.server().id()));
    }
    return new Answer.Json(Map.of());
  }

  private Answer metrics(Call<Peer> call) {
    return new Answer.Text("text/plain; version=0.0.4; charset=utf-8", metrics.scrape());
  }

  private Answer status(Call<Peer> call) throws IOException {
    return new Answer.Json(ServerStatusJson.of(serverStatus()));
  }

  private ServerStatus serverStatus() throws IOException {
    LogStanding log = parts.log().get();
    boolean accepts =
        parts.server().hasRoom() && log.leader().isPresent() && parts.server().isCurrent();
    return new ServerStatus(parts.server().id(), accepts, log);
  }

  private Answer elections(Call<Peer> call) {
    return new Answer.Json(
        new Forms.Elections(parts.server().elections().stream().map(ElectionJson::of).toList()));
  }

  private Answer electionStatus(Call<Peer> call) throws Fault, IOException {
    return new Answer.Json(ElectionStatusJson.of(parts.server().status(election(call))));
  }

  /** Given as it is stored: the server that asks holds it against the digest. */
  private Answer validFile(Call<Peer> call) throws Fault, IOException {
    BallotPath name = path(call, "name");
    StoredFile file =
        parts
            .server()
            .tables()
            .replica()
            .store()
            .file(election(call), name)
            .orElseThrow(() -> Refusal.FILE_UNKNOWN.fault(name));
    return VotingRoutes.content(file);
  }

  private Answer validFiles(Call<Peer> call) throws Fault, IOException {
    return new Answer.Json(
        Forms.Files.of(
            parts
                .server()
                .files(
                    election(call),
                    FileState.VALID,
                    path(call, "after"),
                    VotingRoutes.limit(call))));
  }
}
