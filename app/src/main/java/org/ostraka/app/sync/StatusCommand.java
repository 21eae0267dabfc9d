package org.ostraka.app.sync;

import java.io.IOException;
import java.time.Instant;
import org.ostraka.app.Console;
import org.ostraka.app.JsonCommand;
import org.ostraka.base.Fault;
import org.ostraka.sync.home.DeskStatus;
import org.ostraka.sync.home.FolderStatus;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** {@code sync status}: how each folder stands, whether the desk runs or not. */
@CommandLine.Command
public final class StatusCommand extends JsonCommand {
  @Mixin private HomeOption home = new HomeOption();

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    DeskStatus status = home.home().status();
    if (asJson()) {
      console.line("%s", status.json());
    } else {
      print(console, status);
    }
    return 0;
  }

  private static void print(Console console, DeskStatus status) {
    DeskStatus.HubStatus hub = status.hub();
    console.line(
        "desk %s of %s  %s  hub %s %s",
        hub.desk(),
        hub.user(),
        status.running() ? "running" : "not running",
        hub.address(),
        hub.reachable() ? "reachable" : "not reachable: " + hub.problem());
    if (!status.running() && !status.folders().isEmpty()) {
      boolean never = Instant.parse(status.time()).equals(Instant.EPOCH);
      console.line(never ? "it has not run yet" : "as it was at %s:", status.time());
    }
    for (FolderStatus folder : status.folders()) {
      console.line("%s  %s  %s", folder.folder(), folder.repository(), StatusLine.of(folder));
      folder.problems().forEach(problem -> console.line("  problem: %s", problem));
      folder.conflicts().forEach(copy -> console.line("  conflict copy: %s", copy));
    }
    if (status.folders().isEmpty()) {
      console.line("no folder is synchronised yet: sync add FOLDER REPO");
    }
  }
}
