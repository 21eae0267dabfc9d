package org.ostraka.app.sync;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.base.Fault;
import org.ostraka.sync.desk.Decision;
import org.ostraka.sync.desk.SessionStatus;
import org.ostraka.sync.home.DeskStatus;
import org.ostraka.sync.home.SyncedFolder;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code sync resume}: ends a pause; and where a folder was halted because much of it is gone, says
 * that this was meant.
 */
@CommandLine.Command
public final class ResumeCommand implements Command {
  @Mixin private HomeOption home = new HomeOption();

  @Parameters(index = "0", arity = "0..1", paramLabel = "FOLDER", description = "default: all")
  private @Nullable Path path;

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    DeskStatus status = home.home().status();
    for (SyncedFolder folder : home.folders(path)) {
      boolean halted = isHalted(status, folder);
      home.home().decide(folder, halted ? Decision.ACCEPT : Decision.RESUME);
      console.line(
          halted ? "%s goes on; what is gone here is removed on the hub too" : "%s goes on",
          folder.folder());
    }
    return 0;
  }

  private static boolean isHalted(DeskStatus status, SyncedFolder folder) {
    return status.folders().stream()
        .filter(it -> it.folder().equals(folder.folder().toString()))
        .anyMatch(it -> it.state().equals(SessionStatus.State.HALTED.word()));
  }
}
