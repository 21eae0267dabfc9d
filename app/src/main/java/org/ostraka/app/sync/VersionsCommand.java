package org.ostraka.app.sync;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.ostraka.app.Console;
import org.ostraka.app.Json;
import org.ostraka.app.JsonCommand;
import org.ostraka.base.ByteSize;
import org.ostraka.base.Fault;
import org.ostraka.sync.web.RemoteFiles;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sync versions}: what a file held earlier, newest first, also of one that is gone. */
@CommandLine.Command
public final class VersionsCommand extends JsonCommand {
  @Mixin private HomeOption home = new HomeOption();

  @Parameters(index = "0", paramLabel = "PATH", description = "a file in a synchronised folder")
  private Path path = Path.of("");

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    try (PathTalk talk = new PathTalk(home.home(), path)) {
      ObjectNode object = Json.object();
      object.put("path", talk.path());
      ArrayNode list = object.putArray("versions");
      for (RemoteFiles.Version version : talk.files().versions(talk.repository(), talk.node())) {
        list.addObject()
            .put("rev", version.rev())
            .put("time", version.time().toString())
            .put("user", version.user())
            .put("desk", version.desk())
            .put("bytes", version.size());
        if (!asJson()) {
          console.line(
              "r%d  %s  %s  %s on %s",
              version.rev(),
              Times.shown(version.time()),
              new ByteSize(version.size()).readable(),
              version.user(),
              version.desk());
        }
      }
      if (asJson()) {
        console.line("%s", Json.text(object));
      }
    }
    return 0;
  }
}
