package org.ostraka.app.sync;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.desk.Decision;
import org.ostraka.sync.home.DeskHome;
import org.ostraka.sync.web.RemoteFiles;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code sync restore}: a file or folder as it was, for everybody. Without {@code --at}: what was
 * removed comes back; and of a whole synchronised folder, what is missing on this desk.
 */
@CommandLine.Command
public final class RestoreCommand implements Command {
  @Mixin private HomeOption home = new HomeOption();

  @Parameters(index = "0", paramLabel = "PATH", description = "in a synchronised folder")
  private Path path = Path.of("");

  @Option(
      names = "--at",
      paramLabel = "TIME|REV",
      description = "'2026-11-22 10:30' or a revision of 'sync versions' (default: undo a removal)")
  private @Nullable String at;

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    DeskHome place = home.home();
    @Nullable Moment moment = at == null ? null : Moment.parse(at, ZoneId.systemDefault());
    try (PathTalk talk = new PathTalk(place, path)) {
      if (moment == null && talk.located().path().isEmpty()) {
        place.decide(talk.located().folder(), Decision.RESTORE);
        console.line("%s: what is missing here comes back", talk.located().folder().folder());
        return 0;
      }
      int restored = moment == null ? undoRemoval(talk) : restore(talk, moment);
      if (restored == 0) {
        console.note("%s: nothing to do: it is as it was then, or was not there yet", path);
        return 1;
      }
      console.line(
          "%d %s restored, on every desk soon", restored, restored == 1 ? "entry" : "entries");
      return 0;
    }
  }

  private static int undoRemoval(PathTalk talk) throws Fault, IOException, InterruptedException {
    RemoteFiles.Found found = talk.found();
    if (!found.gone()) {
      throw Fault.of(
          FaultKind.INVALID_INPUT,
          "%s is there: say with --at as of when ('sync versions' lists its versions)"
              .formatted(talk.path()));
    }
    return talk.files().restore(talk.repository(), found.node(), talk.removedAt() - 1);
  }

  private static int restore(PathTalk talk, Moment moment)
      throws Fault, IOException, InterruptedException {
    return switch (moment) {
      case Moment.Rev(long rev) -> talk.files().restore(talk.repository(), talk.node(), rev);
      case Moment.Time(var time) ->
          talk.files().restore(talk.repository(), talk.nodeAt(time), time);
    };
  }
}
