package org.ostraka.app.sync;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.ostraka.app.Console;
import org.ostraka.app.Json;
import org.ostraka.app.JsonCommand;
import org.ostraka.base.Fault;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.web.RemoteFiles;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sync log}: who did what to a file, or to a folder and in it, newest first. */
@CommandLine.Command
public final class LogCommand extends JsonCommand {
  private static final int PAGE = 200;

  @Mixin private HomeOption home = new HomeOption();

  @Parameters(index = "0", paramLabel = "PATH", description = "in a synchronised folder")
  private Path path = Path.of("");

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "at most so many changes (default 50)")
  private int limit;

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    if (limit < 1) {
      throw new IllegalArgumentException("--limit %d: at least 1".formatted(limit));
    }
    try (PathTalk talk = new PathTalk(home.home(), path)) {
      ObjectNode object = Json.object();
      object.put("path", talk.path().isEmpty() ? "/" : talk.path());
      ArrayNode list = object.putArray("changes");
      NodeId node = talk.node();
      long before = Long.MAX_VALUE;
      while (before > 0 && list.size() < limit) {
        int wanted = Math.min(PAGE, limit - list.size());
        RemoteFiles.Log page = talk.files().log(talk.repository(), node, before, wanted);
        page.lines().forEach(line -> add(console, list, line));
        before = page.next();
      }
      if (asJson()) {
        console.line("%s", Json.text(object));
      }
    }
    return 0;
  }

  private void add(Console console, ArrayNode list, RemoteFiles.Line line) {
    list.addObject()
        .put("rev", line.rev())
        .put("time", line.time().toString())
        .put("user", line.user())
        .put("desk", line.desk())
        .put("kind", line.kind())
        .put("path", line.path());
    if (!asJson()) {
      console.line(
          "r%d  %s  %s  %s  %s on %s",
          line.rev(), Times.shown(line.time()), line.kind(), line.path(), line.user(), line.desk());
    }
  }
}
