package org.ostraka.ballot.web;

import static org.ostraka.ballot.web.BallotCalls.election;
import static org.ostraka.ballot.web.BallotCalls.part;
import static org.ostraka.ballot.web.BallotCalls.path;
import static org.ostraka.ballot.web.VotingRoutes.ELECTION;
import static org.ostraka.web.Verb.GET;
import static org.ostraka.web.Verb.POST;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.FileState;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.server.Count;
import org.ostraka.ballot.server.Counting;
import org.ostraka.ballot.server.PublicRecord;
import org.ostraka.ballot.server.RollFile;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.identity.Peer;
import org.ostraka.base.identity.Role;
import org.ostraka.web.Answer;
import org.ostraka.web.Call;
import org.ostraka.web.Contract;
import org.ostraka.web.Route;

/** What operators can do: administer elections, count them, and check a server. */
final class OperatorRoutes {
  private static final String CSV = "text/csv; charset=utf-8; header=present";
  private static final int RECORD_FORMAT = 1;
  private static final int MOST_FIELDS = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(10);
  private static final Duration LONGEST_OPTION = Duration.ofHours(1);

  private final ApiParts parts;

  OperatorRoutes(ApiParts parts) {
    this.parts = parts;
  }

  List<Route<Peer>> routes() {
    Contract<Peer> operator = RoleDoor.of(Role.OPERATOR);
    return List.of(
        new Route<>(POST, ELECTION, registration(operator), this::register),
        new Route<>(POST, ELECTION + "/open", operator, this::open),
        new Route<>(
            POST, ELECTION + "/close", operator.query("patience-millis", "force"), this::close),
        new Route<>(
            POST, ELECTION + "/directories", operator.query("path").refuses(409), this::mkdir),
        new Route<>(
            GET, ELECTION + "/tables/{part}", operator.query("after", "limit"), this::table),
        new Route<>(GET, ELECTION + "/count", operator.query("field"), this::count),
        new Route<>(GET, ELECTION + "/record/{part}", operator, this::record),
        new Route<>(POST, "/v1/fsck", operator.query("repair"), this::fsck));
  }

  private static Contract<Peer> registration(Contract<Peer> operator) {
    return operator
        .query("block-size", "settling-window-millis", "allowed-skew-millis", "sealed")
        .stream(RollFile.MAX_BYTES)
        .refuses(409);
  }

  /** The whole roll is read before anything is registered. */
  private Answer register(Call<Peer> call) throws Fault, IOException, InterruptedException {
    ElectionName election = election(call);
    ElectionOptions options = options(call);
    List<VoterId> roll = RollFile.read(call.stream());
    return done(parts.administration().register(election, options, roll, count -> {}));
  }

  private static ElectionOptions options(Call<Peer> call) throws Fault {
    ElectionOptions standard = ElectionOptions.DEFAULT;
    return new ElectionOptions(
        (int) call.within("block-size", 1, Block.MAX_BYTES).orElse(standard.blockSize()),
        duration(call, "settling-window-millis", standard.settlingWindow(), LONGEST_OPTION),
        duration(call, "allowed-skew-millis", standard.allowedSkew(), LONGEST_OPTION),
        call.flag("sealed"));
  }

  private static Duration duration(
      Call<Peer> call, String name, Duration standard, Duration longest) throws Fault {
    return Duration.ofMillis(call.within(name, 0, longest.toMillis()).orElse(standard.toMillis()));
  }

  private static Answer done(LogIndex index) {
    return new Answer.Json(Forms.Done.at(index));
  }

  private Answer open(Call<Peer> call) throws Fault, IOException, InterruptedException {
    return done(parts.administration().open(election(call)));
  }

  private Answer close(Call<Peer> call) throws Fault, IOException, InterruptedException {
    Duration patience = duration(call, "patience-millis", PATIENCE, LONGEST_PATIENCE);
    return done(parts.closing().close(election(call), patience, call.flag("force")));
  }

  private Answer mkdir(Call<Peer> call) throws Fault, IOException, InterruptedException {
    return done(parts.administration().makeDirectory(election(call), path(call, "path")));
  }

  private Answer table(Call<Peer> call) throws Fault, IOException {
    return new Answer.Json(
        Forms.Files.of(
            parts
                .server()
                .files(
                    election(call),
                    state(part(call)),
                    path(call, "after"),
                    VotingRoutes.limit(call))));
  }

  private static FileState state(String word) throws Fault {
    return Stream.of(FileState.values())
        .filter(state -> state.word().equals(word.toLowerCase(Locale.ROOT)))
        .findAny()
        .orElseThrow(() -> Call.refused("table: pending, valid or invalid"));
  }

  private Answer count(Call<Peer> call) throws Fault, IOException {
    OptionalLong field = call.within("field", 1, MOST_FIELDS);
    return new Answer.Json(
        CountJson.of(
            count(
                election(call),
                field.isPresent()
                    ? OptionalInt.of((int) field.getAsLong())
                    : OptionalInt.empty())));
  }

  private Count count(ElectionName election, OptionalInt field) throws Fault, IOException {
    return new Counting(parts.server()).count(election, field);
  }

  private Answer record(Call<Peer> call) throws Fault, IOException {
    ElectionName election = election(call);
    RecordPart part = RecordPart.named(part(call));
    // What cannot be given at all is refused before the answer begins.
    Count count = count(election, OptionalInt.empty());
    PublicRecord record = new PublicRecord(parts.server());
    return switch (part) {
      case MANIFEST -> new Answer.Json(manifest(count));
      case BALLOTS -> new Answer.Streamed(CSV, out -> record.writeBallots(election, out));
      case INDEX ->
          new Answer.Streamed("text/plain; charset=utf-8", out -> record.writeIndex(election, out));
      case ATTENDANCE -> new Answer.Streamed(CSV, out -> record.writeAttendance(election, out));
    };
  }

  private Forms.Manifest manifest(Count count) throws Fault, IOException {
    return new Forms.Manifest(
        RECORD_FORMAT,
        ElectionJson.of(parts.server().status(count.election()).election()),
        count.ballots(),
        count.attendance(),
        count.digest().toString());
  }

  private Answer fsck(Call<Peer> call) throws Fault, IOException, InterruptedException {
    return new Answer.Json(FsckJson.of(parts.fsck().run(call.flag("repair"))));
  }

  static Fault unknownPart(String name) {
    return new Fault(
        FaultKind.NOT_FOUND,
        "part-unknown",
        name + ": the public record has " + RecordPart.names());
  }
}
