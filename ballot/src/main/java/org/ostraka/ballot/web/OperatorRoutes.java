package org.ostraka.ballot.web;

import static org.ostraka.ballot.web.Contract.Verb.GET;
import static org.ostraka.ballot.web.Contract.Verb.POST;
import static org.ostraka.ballot.web.VotingRoutes.ELECTION;

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
import org.ostraka.base.identity.Role;

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

  List<Route> routes() {
    Contract operator = Contract.of(Role.OPERATOR);
    return List.of(
        new Route(POST, ELECTION, registration(operator), this::register),
        new Route(POST, ELECTION + "/open", operator, this::open),
        new Route(
            POST, ELECTION + "/close", operator.query("patience-millis", "force"), this::close),
        new Route(
            POST, ELECTION + "/directories", operator.query("path").refuses(409), this::mkdir),
        new Route(GET, ELECTION + "/tables/{part}", operator.query("after", "limit"), this::table),
        new Route(GET, ELECTION + "/count", operator.query("field"), this::count),
        new Route(GET, ELECTION + "/record/{part}", operator, this::record),
        new Route(POST, "/v1/fsck", operator.query("repair"), this::fsck));
  }

  private static Contract registration(Contract operator) {
    return operator
        .query("block-size", "settling-window-millis", "allowed-skew-millis", "sealed")
        .body(RollFile.MAX_BYTES)
        .refuses(409);
  }

  /** The whole roll is read before anything is registered. */
  private Answer register(Call call) throws Fault, IOException, InterruptedException {
    ElectionName election = call.election();
    ElectionOptions options = options(call);
    List<VoterId> roll = RollFile.read(call.stream());
    return done(parts.administration().register(election, options, roll, count -> {}));
  }

  private static ElectionOptions options(Call call) throws Fault {
    ElectionOptions standard = ElectionOptions.DEFAULT;
    return new ElectionOptions(
        (int) call.number("block-size", 1, Block.MAX_BYTES).orElse(standard.blockSize()),
        duration(call, "settling-window-millis", standard.settlingWindow(), LONGEST_OPTION),
        duration(call, "allowed-skew-millis", standard.allowedSkew(), LONGEST_OPTION),
        call.flag("sealed"));
  }

  private static Duration duration(Call call, String name, Duration standard, Duration longest)
      throws Fault {
    return Duration.ofMillis(call.number(name, 0, longest.toMillis()).orElse(standard.toMillis()));
  }

  private static Answer done(LogIndex index) {
    return new Answer.Json(Forms.Done.at(index));
  }

  private Answer open(Call call) throws Fault, IOException, InterruptedException {
    return done(parts.administration().open(call.election()));
  }

  private Answer close(Call call) throws Fault, IOException, InterruptedException {
    Duration patience = duration(call, "patience-millis", PATIENCE, LONGEST_PATIENCE);
    return done(parts.closing().close(call.election(), patience, call.flag("force")));
  }

  private Answer mkdir(Call call) throws Fault, IOException, InterruptedException {
    return done(parts.administration().makeDirectory(call.election(), call.path("path")));
  }

  private Answer table(Call call) throws Fault, IOException {
    return new Answer.Json(
        Forms.Files.of(
            parts
                .server()
                .files(
                    call.election(),
                    state(call.part()),
                    call.path("after"),
                    VotingRoutes.limit(call))));
  }

  private static FileState state(String word) throws Fault {
    return Stream.of(FileState.values())
        .filter(state -> state.word().equals(word.toLowerCase(Locale.ROOT)))
        .findAny()
        .orElseThrow(() -> Call.refused("table: pending, valid or invalid"));
  }

  private Answer count(Call call) throws Fault, IOException {
    OptionalLong field = call.number("field", 1, MOST_FIELDS);
    return new Answer.Json(
        CountJson.of(
            count(
                call.election(),
                field.isPresent()
                    ? OptionalInt.of((int) field.getAsLong())
                    : OptionalInt.empty())));
  }

  private Count count(ElectionName election, OptionalInt field) throws Fault, IOException {
    return new Counting(parts.server()).count(election, field);
  }

  private Answer record(Call call) throws Fault, IOException {
    ElectionName election = call.election();
    RecordPart part = RecordPart.named(call.part());
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

  private Answer fsck(Call call) throws Fault, IOException, InterruptedException {
    return new Answer.Json(FsckJson.of(parts.fsck().run(call.flag("repair"))));
  }

  static Fault unknownPart(String name) {
    return new Fault(
        FaultKind.NOT_FOUND,
        "part-unknown",
        name + ": the public record has " + RecordPart.names());
  }
}
