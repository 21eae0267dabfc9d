package org.ostraka.app.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.Console;
import org.ostraka.app.Json;
import org.ostraka.app.JsonCommand;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.server.Count;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code election count}: every server counts, and all must have counted the same ballots. */
@CommandLine.Command
public final class CountCommand extends JsonCommand {
  @Mixin private final ElectionParameter election = new ElectionParameter();
  @Mixin private final Where where = new Where();

  @Option(
      names = "--field",
      paramLabel = "N",
      description = "group by the n-th field of the ballots, from 1 (default: the whole content)")
  private @Nullable Integer field;

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    ElectionName name = election.name();
    OptionalInt by = field == null ? OptionalInt.empty() : OptionalInt.of(field);
    try (Servers servers = Servers.asOperator(where)) {
      List<Servers.Answer.Given<Count>> counts =
          servers.requireAny(servers.each(server -> server.administration().count(name, by)));
      Count count = agreed(counts);
      if (asJson()) {
        console.line("%s", Json.text(object(count, counts)));
      } else {
        print(console, count, counts.size());
      }
    }
    return 0;
  }

  private static Count agreed(List<Servers.Answer.Given<Count>> counts) throws Fault {
    Servers.Answer.Given<Count> first = counts.getFirst();
    for (Servers.Answer.Given<Count> other : counts) {
      if (!other.value().equals(first.value())) {
        throw new Fault(
            FaultKind.CORRUPT,
            "counts-differ",
            "%s and %s hold different sets of valid ballots (%s and %s): nothing is counted; run ballot fsck on both"
                .formatted(
                    first.server(),
                    other.server(),
                    first.value().digest(),
                    other.value().digest()));
      }
    }
    return first.value();
  }

  private static void print(Console console, Count count, int servers) {
    TextTable table = new TextTable("value", "ballots", "share");
    for (Count.Group group : count.groups()) {
      table.row(group.value(), group.count(), share(group.count(), count.ballots()));
    }
    if (count.ungrouped() > 0) {
      table.row("(further values)", count.ungrouped(), share(count.ungrouped(), count.ballots()));
    }
    table.print(console.out());
    console.line("");
    console.line("ballots     %,d", count.ballots());
    console.line("attendance  %,d", count.attendance());
    console.line("digest      %s, the same on %d servers", count.digest(), servers);
  }

  private static String share(long part, long whole) {
    return String.format(Locale.ROOT, "%6.2f %%", 100.0 * part / Math.max(1, whole));
  }

  private static ObjectNode object(Count count, List<Servers.Answer.Given<Count>> counts) {
    ObjectNode object = Json.object();
    object
        .put("election", count.election().value())
        .put("ballots", count.ballots())
        .put("attendance", count.attendance())
        .put("digest", count.digest().toString());
    ArrayNode servers = object.putArray("servers");
    counts.forEach(it -> servers.add(it.server().value()));
    ArrayNode groups = object.putArray("groups");
    for (Count.Group group : count.groups()) {
      groups.addObject().put("value", group.value()).put("ballots", group.count());
    }
    return object.put("ungrouped", count.ungrouped());
  }
}
