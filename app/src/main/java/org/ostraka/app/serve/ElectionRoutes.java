package org.ostraka.app.serve;

import static org.ostraka.web.Verb.GET;
import static org.ostraka.web.Verb.POST;
import static org.ostraka.web.Verb.PUT;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.ostraka.app.serve.ElectionForms.About;
import org.ostraka.app.serve.ElectionForms.CountJson;
import org.ostraka.app.serve.ElectionForms.ElectionJson;
import org.ostraka.app.serve.ElectionForms.ElectionList;
import org.ostraka.app.serve.ElectionForms.ElectionStanding;
import org.ostraka.app.serve.ElectionForms.ServerJson;
import org.ostraka.app.serve.ElectionForms.TurnoutCurve;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.Phase;
import org.ostraka.ballot.server.ElectionStatus;
import org.ostraka.ballot.server.RollFile;
import org.ostraka.ballot.web.RemoteBallotServer;
import org.ostraka.ballot.web.ServerStatus;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.account.Session;
import org.ostraka.sync.web.HubDoors;
import org.ostraka.web.Answer;
import org.ostraka.web.Call;
import org.ostraka.web.Contract;
import org.ostraka.web.Route;

/** Elections for people at the console: everybody signed in looks, administrators act. */
final class ElectionRoutes {
  static final String ELECTIONS = "/api/v1/elections";
  static final String ELECTION = ELECTIONS + "/{election}";

  private static final int MOST_FIELDS = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ElectionOffice office;
  private final HubDoors doors;

  ElectionRoutes(ElectionOffice office, HubDoors doors) {
    this.office = office;
    this.doors = doors;
  }

  List<Route<?>> routes() {
    Contract<Session> person = doors.signedIn();
    Contract<Session> admin = doors.administrator();
    Contract<Session> roll =
        admin.query("sealed", "block-size").stream(RollFile.MAX_BYTES).refuses(409);
    return List.of(
        new Route<>(GET, ELECTIONS, person, this::list),
        new Route<>(GET, ELECTION, person, this::standing),
        new Route<>(GET, ELECTION + "/turnout", person, this::turnout),
        new Route<>(POST, ELECTION, roll, this::create),
        new Route<>(
            PUT, ELECTION + "/about", admin.body(ElectionNotes.LONGEST_FILE), this::describe),
        new Route<>(POST, ELECTION + "/open", admin, this::open),
        new Route<>(POST, ELECTION + "/close", admin.query("force"), this::close),
        new Route<>(GET, ELECTION + "/count", admin.query("field"), this::count),
        new Route<>(GET, ELECTION + "/record", admin, this::record));
  }

  static <C> ElectionName election(Call<C> call) throws Fault {
    return call.path("election", ElectionName::new);
  }

  private RemoteBallotServer server() throws IOException, InterruptedException {
    return office.elections().operator();
  }

  private Answer list(Call<Session> call) throws Fault, IOException, InterruptedException {
    List<ElectionJson> elections = new ArrayList<>();
    for (Election election : server().view().elections()) {
      elections.add(ElectionJson.of(election, office.notes().of(election.name())));
    }
    return new Answer.Json(new ElectionList(elections));
  }

  private Answer standing(Call<Session> call) throws Fault, IOException, InterruptedException {
    ElectionName name = election(call);
    ElectionStatus status = server().view().election(name);
    office.turnout().note(name, System.currentTimeMillis(), status.tally().valid());
    List<ServerJson> servers = new ArrayList<>();
    for (RemoteBallotServer server : office.elections().all()) {
      servers.add(ofServer(server, name));
    }
    return new Answer.Json(
        new ElectionStanding(
            ElectionJson.of(status.election(), office.notes().of(name)),
            status.tally().valid(),
            status.tally().waiting(),
            servers));
  }

  private static ServerJson ofServer(RemoteBallotServer server, ElectionName name)
      throws IOException, InterruptedException {
    try {
      ServerStatus self = server.view().status();
      ElectionStatus status = server.view().election(name);
      return new ServerJson(
          server.id().value(),
          true,
          self.log().role(),
          self.acceptsBallots(),
          self.log().applied().value(),
          self.log().lag(),
          status.pending(),
          status.invalid());
    } catch (Fault _) {
      return ServerJson.unreachable(server.id().value());
    }
  }

  private Answer turnout(Call<Session> call) throws Fault, IOException, InterruptedException {
    ElectionName name = election(call);
    ElectionStatus status = server().view().election(name);
    office.turnout().note(name, System.currentTimeMillis(), status.tally().valid());
    return new Answer.Json(new TurnoutCurve(office.turnout().of(name)));
  }

  private Answer create(Call<Session> call) throws Fault, IOException, InterruptedException {
    ElectionName name = election(call);
    ElectionOptions standard = office.defaults();
    long blockSize = call.within("block-size", 1, Block.MAX_BYTES).orElse(standard.blockSize());
    ElectionOptions options =
        new ElectionOptions(
            (int) blockSize,
            standard.settlingWindow(),
            standard.allowedSkew(),
            call.flag("sealed"));
    office.register(name, options, call);
    office.audit(call, "election-created", name);
    return Answer.done();
  }

  private Answer describe(Call<Session> call) throws Fault, IOException, InterruptedException {
    ElectionName name = election(call);
    Election election = server().view().election(name).election();
    if (election.phase() == Phase.CLOSED) {
      throw new Fault(
          FaultKind.NOT_PERMITTED, "closed", name + " is closed: its question stays as it was");
    }
    office.notes().write(name, call.json(About.class));
    office.audit(call, "election-described", name);
    return Answer.done();
  }

  private Answer open(Call<Session> call) throws Fault, IOException, InterruptedException {
    ElectionName name = election(call);
    server().administration().open(name);
    office.audit(call, "election-opened", name);
    return Answer.done();
  }

  private Answer close(Call<Session> call) throws Fault, IOException, InterruptedException {
    ElectionName name = election(call);
    boolean force = call.flag("force");
    server().administration().close(name, PATIENCE, force);
    office.audit(call, force ? "election-closed-by-force" : "election-closed", name);
    return Answer.done();
  }

  private Answer count(Call<Session> call) throws Fault, IOException, InterruptedException {
    OptionalLong field = call.within("field", 1, MOST_FIELDS);
    OptionalInt by =
        field.isPresent() ? OptionalInt.of((int) field.getAsLong()) : OptionalInt.empty();
    return new Answer.Json(CountJson.of(server().administration().count(election(call), by)));
  }

  private Answer record(Call<Session> call) throws Fault, IOException, InterruptedException {
    ElectionName name = election(call);
    ElectionRecord record = ElectionRecord.fetch(server(), name, office.passing());
    return new Answer.WithHeader(
        new Answer.Streamed("application/zip", record::writeTo),
        "Content-Disposition",
        "attachment; filename=\"" + name + ".zip\"");
  }
}
