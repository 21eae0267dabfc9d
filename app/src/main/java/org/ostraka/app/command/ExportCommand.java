package org.ostraka.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.app.Json;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
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
    requireOwnFolder();
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

  /** A record may be written again over itself; anything else in the folder stays as it is. */
  private void requireOwnFolder() throws Fault, IOException {
    Path manifest = out.resolve("manifest.json");
    if (Files.isRegularFile(manifest)) {
      String recorded =
          Json.read(Files.readString(manifest)).path("election").path("name").asText();
      if (!recorded.equals(election.name().value())) {
        throw occupied("holds the record of " + recorded);
      }
    } else if (Files.exists(out) && !isEmptyFolder()) {
      throw occupied("is not an empty folder");
    }
  }

  private boolean isEmptyFolder() throws IOException {
    if (!Files.isDirectory(out)) {
      return false;
    }
    try (Stream<Path> files = Files.list(out)) {
      return files.findAny().isEmpty();
    }
  }

  private Fault occupied(String how) {
    return new Fault(
        FaultKind.ALREADY_EXISTS,
        "folder-occupied",
        "%s %s: name a folder that does not exist yet".formatted(out, how));
  }
}
