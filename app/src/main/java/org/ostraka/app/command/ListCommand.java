package org.ostraka.app.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.Console;
import org.ostraka.app.Json;
import org.ostraka.app.JsonCommand;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.FileStat;
import org.ostraka.ballot.FileState;
import org.ostraka.ballot.web.RemoteBallotServer;
import org.ostraka.base.Fault;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ballot ls}: the ballot files of one server's tables. */
@CommandLine.Command
public final class ListCommand extends JsonCommand {
  private static final int PAGE = 1_000;

  @Mixin private final ElectionParameter election = new ElectionParameter();
  @Mixin private final Where where = new Where();

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description =
          "pending, valid or invalid only; pending and invalid ones are each server's own")
  private @Nullable FileState state;

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    ElectionName name = election.name();
    List<FileState> tables = state == null ? List.of(FileState.values()) : List.of(state);
    try (Servers servers = Servers.asOperator(where)) {
      ObjectNode object = Json.object().put("election", name.value());
      ArrayNode files = object.putArray("files");
      servers.first(server -> {
        for (FileState table : tables) {
          forEach(server, name, table, entry -> show(console, files, entry, table));
        }
        return server;
      });
      if (asJson()) {
        console.line("%s", Json.text(object));
      }
    }
    return 0;
  }

  private static void forEach(
      RemoteBallotServer server, ElectionName name, FileState table, Consumer<FileEntry> files)
      throws Fault, IOException, InterruptedException {
    BallotPath after = BallotPath.ROOT;
    List<FileStat> page = server.administration().files(name, table, after, PAGE);
    while (!page.isEmpty()) {
      for (FileStat stat : page) {
        if (stat instanceof FileStat.Ballot(FileEntry entry, FileState _)) {
          files.accept(entry);
        }
      }
      page = server.administration().files(name, table, page.getLast().path(), PAGE);
    }
  }

  private void show(Console console, ArrayNode files, FileEntry entry, FileState table) {
    Instant hour = entry.hour();
    if (asJson()) {
      files
          .addObject()
          .put("name", entry.name().value())
          .put("state", table.word())
          .put("size", entry.size())
          .put("digest", entry.digest().toString())
          .put("hour", hour.toString());
    } else {
      console.line("%-7s  %6d  %s  %s", table.word(), entry.size(), hour, entry.name());
    }
  }
}
