package org.ostraka.app.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.ostraka.app.Console;
import org.ostraka.app.Json;
import org.ostraka.app.batch.BatchCast;
import org.ostraka.app.batch.BatchFile;
import org.ostraka.app.batch.BatchKey;
import org.ostraka.app.batch.BatchReport;
import org.ostraka.app.batch.Progress;
import org.ostraka.app.organisation.OrganisationDirectory;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.Phase;
import org.ostraka.ballot.Refusal;
import org.ostraka.base.Fault;

/** The casting of a file of ballots as people see it: progress, summary, refused lines. */
final class BatchCasting {
  private final Servers servers;
  private final OrganisationDirectory directory;
  private final ElectionName election;
  private final Path file;

  BatchCasting(Servers servers, OrganisationDirectory directory, ElectionName election, Path file) {
    this.servers = servers;
    this.directory = directory;
    this.election = election;
    this.file = file;
  }

  int run(Console console, boolean json) throws Fault, IOException, InterruptedException {
    requireOpen();
    BatchFile batch = BatchFile.check(file);
    BatchKey key = BatchKey.of(directory.voting().resolve("batches"), election, batch.digest());
    BatchCast cast =
        new BatchCast(
            election,
            servers.all().stream().map(Servers.Server::remote).toList(),
            BatchCast.Patience.STANDARD);
    castShowing(console, cast, batch, key);
    BatchReport report = cast.report();
    Path refused = writeRefused(report.refused());
    if (json) {
      console.line("%s", Json.text(object(report)));
    } else {
      print(console, report, refused);
    }
    return report.refused().isEmpty() ? 0 : 1;
  }

  private void requireOpen() throws Fault, IOException, InterruptedException {
    Phase phase = servers.first(server -> server.view().election(election)).election().phase();
    if (phase != Phase.OPEN) {
      boolean early = phase == Phase.REGISTERED || phase == Phase.REGISTERING;
      throw (early ? Refusal.NOT_OPEN : Refusal.CLOSED).fault(election);
    }
  }

  private static void castShowing(Console console, BatchCast cast, BatchFile batch, BatchKey key)
      throws Fault, IOException, InterruptedException {
    Progress progress = new Progress(console.err(), console.terminal(), batch.ballots());
    CountDownLatch ended = new CountDownLatch(1);
    Thread shower = Thread.ofVirtual().name("progress").start(() -> show(progress, cast, ended));
    try {
      cast.run(batch, key);
    } finally {
      ended.countDown();
      shower.join();
      progress.end(cast.report().settled());
    }
  }

  private static void show(Progress progress, BatchCast cast, CountDownLatch ended) {
    try {
      while (!ended.await(progress.period().toMillis(), TimeUnit.MILLISECONDS)) {
        progress.show(cast.report().settled());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** The refused lines beside the file: {@code ballots.refused.csv}; an older one is removed. */
  private Path writeRefused(Map<Long, Refusal> refused) throws IOException {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.csv$", "");
    Path list = file.resolveSibling(name + ".refused.csv");
    if (refused.isEmpty()) {
      Files.deleteIfExists(list);
      return list;
    }
    String lines =
        refused.entrySet().stream()
            .map(entry -> entry.getKey() + "," + entry.getValue().code() + "\n")
            .collect(Collectors.joining("", "line,reason\n", ""));
    return Files.writeString(list, lines, StandardCharsets.UTF_8);
  }

  private static void print(Console console, BatchReport report, Path refused) {
    console.line("recorded       %,d", report.recorded());
    console.line("already there  %,d", report.already());
    console.line("refused        %,d", report.refused().size());
    List<String> reasons = report.reasons();
    reasons.forEach(reason -> console.line("  %s", reason));
    if (!reasons.isEmpty()) {
      console.note(
          "ostraka: %,d ballots were refused: their lines stand in %s",
          report.refused().size(), refused);
    }
  }

  private ObjectNode object(BatchReport report) {
    ObjectNode object = Json.object();
    object
        .put("election", election.value())
        .put("recorded", report.recorded())
        .put("already", report.already());
    ArrayNode refused = object.putArray("refused");
    report
        .refused()
        .forEach(
            (line, reason) -> refused.addObject().put("line", line).put("reason", reason.code()));
    return object;
  }
}
