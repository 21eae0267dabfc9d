package org.ostraka.ballot.web;

import static org.ostraka.ballot.web.Contract.Verb.GET;
import static org.ostraka.ballot.web.VotingRoutes.ELECTION;

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
import org.ostraka.base.identity.Role;

/** What everybody of the organisation may see, and what servers ask one another. */
final class CommonRoutes {
  private final ApiParts parts;
  private final ApiMetrics metrics;

  CommonRoutes(ApiParts parts, ApiMetrics metrics) {
    this.parts = parts;
    this.metrics = metrics;
  }

  List<Route> routes() {
    Contract everybody = Contract.ofEverybody();
    Contract node = Contract.of(Role.NODE);
    return List.of(
        new Route(GET, "/health", everybody, this::health),
        new Route(GET, "/metrics", everybody, this::metrics),
        new Route(GET, "/v1/status", everybody, this::status),
        new Route(GET, "/v1/elections", everybody, this::elections),
        new Route(GET, ELECTION, everybody, this::election),
        new Route(GET, ELECTION + "/valid-file", node.query("name"), this::validFile),
        new Route(GET, ELECTION + "/valid-files", node.query("after", "limit"), this::validFiles));
  }

  /** Alive, as this answers at all; 503 when no ballot would be accepted. */
  private Answer health(Call call) throws Fault, IOException {
    if (!serverStatus().acceptsBallots()) {
      throw new Fault(
          FaultKind.UNAVAILABLE,
          "accepts-no-ballots",
          "server %s runs, but its disk is nearly full, it is still catching up, or no leader is known"
              .formatted(parts.server().id()));
    }
    return new Answer.Json(Map.of());
  }

  private Answer metrics(Call call) {
    return new Answer.Text("text/plain; version=0.0.4; charset=utf-8", metrics.scrape());
  }

  private Answer status(Call call) throws IOException {
    return new Answer.Json(ServerStatusJson.of(serverStatus()));
  }

  private ServerStatus serverStatus() throws IOException {
    LogStanding log = parts.log().get();
    boolean accepts =
        parts.server().hasRoom() && log.leader().isPresent() && parts.server().isCurrent();
    return new ServerStatus(parts.server().id(), accepts, log);
  }

  private Answer elections(Call call) {
    return new Answer.Json(
        new Forms.Elections(parts.server().elections().stream().map(ElectionJson::of).toList()));
  }

  private Answer election(Call call) throws Fault, IOException {
    return new Answer.Json(ElectionStatusJson.of(parts.server().status(call.election())));
  }

  /** Given as it is stored: the server that asks holds it against the digest. */
  private Answer validFile(Call call) throws Fault, IOException {
    BallotPath name = call.path("name");
    StoredFile file =
        parts
            .server()
            .tables()
            .replica()
            .store()
            .file(call.election(), name)
            .orElseThrow(() -> Refusal.FILE_UNKNOWN.fault(name));
    return VotingRoutes.content(file);
  }

  private Answer validFiles(Call call) throws Fault, IOException {
    return new Answer.Json(
        Forms.Files.of(
            parts
                .server()
                .files(
                    call.election(),
                    FileState.VALID,
                    call.path("after"),
                    VotingRoutes.limit(call))));
  }
}
