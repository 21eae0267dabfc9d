package org.ostraka.app.hub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ostraka.app.Console;
import org.ostraka.app.Json;
import org.ostraka.app.JsonCommand;
import org.ostraka.base.Fault;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.web.RemoteAdministration;
import org.ostraka.sync.web.RemoteAdministration.Checkup;
import org.ostraka.sync.web.RemoteAdministration.Finding;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub repo verify}: reads all that a repository has, and says what is damaged. */
@CommandLine.Command
public final class RepositoryVerifyCommand extends JsonCommand {
  private static final long PAUSE_MILLIS = 200;

  @Option(names = "--dir", required = true, paramLabel = "DIR", description = "the hub's folder")
  private Path directory = Path.of("");

  @Parameters(index = "0", paramLabel = "NAME", description = "the repository's name")
  private String name = "";

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    RepositoryName repository = new RepositoryName(name);
    AtomicBoolean sound = new AtomicBoolean();
    new HubFolder(directory)
        .use(
            console,
            hub -> {
              hub.verify(repository);
              sound.set(told(console, awaitEnd(console, hub, repository)));
            });
    return sound.get() ? 0 : 1;
  }

  private Checkup awaitEnd(Console console, RemoteAdministration hub, RepositoryName repository)
      throws Fault, IOException, InterruptedException {
    String step = "";
    Checkup now = hub.checkup(repository);
    while (now.state().equals("running")) {
      if (!asJson() && !now.step().equals(step)) {
        step = now.step();
        console.note("reading the %s of %s ...", step, repository);
      }
      Thread.sleep(PAUSE_MILLIS);
      now = hub.checkup(repository);
    }
    return now;
  }

  /** Prints it; returns whether all was read and nothing is wrong. */
  private boolean told(Console console, Checkup checkup) {
    if (asJson()) {
      console.line("%s", Json.text(object(checkup)));
    } else {
      print(console, checkup);
    }
    return checkup.state().equals("done") && checkup.found() == 0;
  }

  private ObjectNode object(Checkup checkup) {
    ObjectNode object =
        Json.object()
            .put("repository", name)
            .put("state", checkup.state())
            .put("found", checkup.found());
    ArrayNode findings = object.putArray("findings");
    checkup
        .findings()
        .forEach(it -> findings.addObject().put("kind", it.kind()).put("detail", it.detail()));
    return object;
  }

  private void print(Console console, Checkup checkup) {
    for (Finding finding : checkup.findings()) {
      console.line("%s: %s", finding.kind(), finding.detail());
      console.line("  %s", advice(finding.kind()));
    }
    if (checkup.found() > 0) {
      console.line("repository %s: %,d things are wrong", name, checkup.found());
    } else if (checkup.state().equals("done")) {
      console.line("repository %s is sound", name);
    } else {
      console.line("repository %s: the check was stopped; nothing was found so far", name);
    }
  }

  private static String advice(String kind) {
    return switch (kind) {
      case "journal" -> "bring the hub's folder back from its backup: desks keep their files";
      case "chunk-missing", "chunk-damaged" ->
          "bring the repository's chunks folder back from the backup; a desk may have the file";
      case "history" -> "run svnadmin verify there, and bring that revision back from the backup";
      default -> "the check broke off: look at the hub's log and at the disk, then repeat it";
    };
  }
}
