package org.ostraka.app.swarm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.ostraka.app.Console;
import org.ostraka.app.Json;
import org.ostraka.app.JsonCommand;
import org.ostraka.base.ByteSize;
import org.ostraka.swarm.store.About;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** {@code swarm ls}: the files of a client's library. */
@CommandLine.Command
public final class LsCommand extends JsonCommand {
  @Mixin private ClientOptions options = new ClientOptions();

  @Override
  public int run(Console console) throws IOException {
    try (ClientFolder folder = options.folder()) {
      ObjectNode result = Json.object();
      ArrayNode files = result.putArray("files");
      for (About about : folder.library().list()) {
        files
            .addObject()
            .put("name", about.link().name().shown())
            .put("bytes", about.link().key().size())
            .put("complete", about.complete())
            .put("path", about.content().toString())
            .put("link", about.link().toString());
        if (!asJson()) {
          console.line(
              "%s  %s  %s%n  %s",
              about.content(),
              new ByteSize(about.link().key().size()).readable(),
              about.complete() ? "complete" : "in part",
              about.link());
        }
      }
      if (asJson()) {
        console.line("%s", Json.text(result));
      }
    }
    return 0;
  }
}
