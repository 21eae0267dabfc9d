package org.ostraka.app.command;

import java.io.IOException;
import java.nio.file.Path;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.base.Fault;
import org.ostraka.base.FileDisk;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ballot export}: writes a closed election's public record. */
@CommandLine.Command
public final class ExportCommand implements Command {
  @Mixin private final ElectionParameter election = new ElectionParameter();
  @Mixin private final Where where = new Where();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR2",
      description = "the folder to write to; it is made if it does not exist")
  private Path out;

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    try (Servers servers = Servers.asOperator(where)) {
      servers.first(server -> {
        server.administration().export(election.name(), out, new FileDisk());
        return server;
      });
      console.line("public record of %s written to %s", election.name(), out);
      console.line("check it: cd %s && sha256sum -c SHA256SUMS", out);
    }
    return 0;
  }
}
