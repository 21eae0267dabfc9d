package org.ostraka.app.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.ostraka.app.Console;
import org.ostraka.app.Json;
import org.ostraka.app.JsonCommand;
import org.ostraka.app.node.OfflineFsck;
import org.ostraka.app.node.ServerProcess;
import org.ostraka.ballot.server.FsckReport;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ballot fsck}: checks one server's tables, through it when it runs, else on its disk. */
@CommandLine.Command
public final class FsckCommand extends JsonCommand {
  @Mixin private final Where where = new Where();

  @Option(names = "--repair", description = "fetch what is damaged from other servers")
  private boolean repair;

  @Option(names = "--dry-run", description = "only report, which is also the default")
  private boolean dryRun;

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    if (repair && dryRun) {
      throw Fault.of(FaultKind.USAGE, "--repair and --dry-run exclude each other");
    }
    boolean online = new ServerProcess(where.directory(), where.server()).running().isPresent();
    FsckReport report =
        online ? online() : OfflineFsck.run(where.directory(), where.server(), repair);
    if (asJson()) {
      console.line("%s", Json.text(object(report)));
    } else {
      print(console, report);
    }
    return report.isSound() ? 0 : 1;
  }

  private FsckReport online() throws Fault, IOException, InterruptedException {
    where.server();
    try (Servers servers = Servers.asOperator(where)) {
      return servers.first(server -> server.administration().fsck(repair));
    }
  }

  private void print(Console console, FsckReport report) {
    for (FsckReport.Finding finding : report.findings()) {
      String name = finding.election().map(it -> it + "/").orElse("") + finding.name();
      console.line("%s: %s%s", name, finding.problem(), finding.repaired() ? " (repaired)" : "");
    }
    console.line(
        "read back: %,d valid, %,d pending, %,d invalid ballots of %d elections",
        report.files(), report.pending(), report.invalid(), report.elections());
    if (report.damaged() == 0) {
      console.line("no damage");
    } else {
      console.line("damaged: %,d, repaired: %,d", report.damaged(), report.repaired());
    }
    if (!report.isSound()) {
      console.note(
          "ostraka: damage is left: %s",
          repair ? "no other server holds what is missing" : "run fsck with --repair");
    }
  }

  private static ObjectNode object(FsckReport report) {
    ObjectNode object = Json.object();
    object
        .put("elections", report.elections())
        .put("valid", report.files())
        .put("pending", report.pending())
        .put("invalid", report.invalid())
        .put("damaged", report.damaged())
        .put("repaired", report.repaired())
        .put("sound", report.isSound());
    ArrayNode findings = object.putArray("findings");
    for (FsckReport.Finding finding : report.findings()) {
      findings
          .addObject()
          .put("election", finding.election().map(Object::toString).orElse(null))
          .put("name", finding.name().value())
          .put("problem", finding.problem())
          .put("repaired", finding.repaired());
    }
    return object;
  }
}
