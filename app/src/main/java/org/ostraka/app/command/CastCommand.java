package org.ostraka.app.command;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.Console;
import org.ostraka.app.JsonCommand;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ballot cast}: casts one ballot, or every ballot of a file. */
@CommandLine.Command
public final class CastCommand extends JsonCommand {
  @Mixin private final ElectionParameter election = new ElectionParameter();
  @Mixin private final Where where = new Where();

  @Option(names = "--voter", paramLabel = "ID", description = "whose ballot it is")
  private @Nullable String voter;

  @Option(names = "--file", paramLabel = "PATH", description = "its content; - is standard input")
  private @Nullable String file;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "its name (default: random, which says nothing of the voter)")
  private @Nullable String name;

  @Option(
      names = "--wait",
      paramLabel = "STATE",
      defaultValue = "VALID",
      description =
          "recorded: until one server has it durably; valid: until it counts (default), for 30 s")
  private WaitFor waitFor = WaitFor.VALID;

  @Option(
      names = "--batch",
      paramLabel = "FILE",
      description =
          "CSV: voter_id, then the fields of the ballot; goes on where it was interrupted")
  private @Nullable Path batch;

  /** What the command waits for. */
  enum WaitFor {
    RECORDED,
    VALID
  }

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    boolean one = voter != null && file != null && batch == null;
    boolean many = batch != null && voter == null && file == null && name == null;
    try (Servers servers = many || one ? Servers.asVoting(where) : refuse()) {
      if (batch != null) {
        return new BatchCasting(servers, where.directory(), election.name(), batch)
            .run(console, asJson());
      }
      return new SingleCast(servers, election.name(), waitFor)
          .run(console, new SingleCast.Wanted(orEmpty(voter), orEmpty(file), name), asJson());
    }
  }

  private static String orEmpty(@Nullable String option) {
    return option == null ? "" : option;
  }

  private static Servers refuse() throws Fault {
    throw Fault.of(FaultKind.USAGE, "give either --voter and --file, or --batch");
  }
}
