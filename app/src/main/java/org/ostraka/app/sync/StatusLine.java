package org.ostraka.app.sync;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.ostraka.app.Console;
import org.ostraka.base.ByteSize;
import org.ostraka.sync.home.DeskStatus;
import org.ostraka.sync.home.FolderStatus;

/**
 * What a running desk shows a person who watches: one line, drawn over on a terminal; elsewhere a
 * line for each change of a folder's state.
 */
final class StatusLine {
  private static final int WIDTH = 150;

  private final Console console;
  private String shown = "";

  StatusLine(Console console) {
    this.console = console;
  }

  void show(DeskStatus status) {
    List<FolderStatus> folders = status.folders();
    if (console.terminal()) {
      String line =
          folders.stream().map(it -> name(it) + ": " + of(it)).collect(Collectors.joining(" | "));
      draw(line.substring(0, Math.min(line.length(), WIDTH)));
    } else {
      String states =
          folders.stream()
              .map(it -> name(it) + ": " + it.state() + because(it))
              .collect(Collectors.joining(" | "));
      if (!states.equals(shown)) {
        shown = states;
        console.note("%s", states);
      }
    }
  }

  private void draw(String line) {
    if (!line.equals(shown)) {
      shown = line;
      console.err().print("\r" + line + "\u001b[K");
      console.err().flush();
    }
  }

  void end() {
    if (console.terminal() && !shown.isEmpty()) {
      console.err().println();
    }
  }

  private static String name(FolderStatus folder) {
    return String.valueOf(Path.of(folder.folder()).getFileName());
  }

  private static String because(FolderStatus folder) {
    return folder.explanation().isEmpty() ? "" : " (" + folder.explanation() + ")";
  }

  /** State, what waits, how fast it goes. */
  static String of(FolderStatus folder) {
    StringBuilder text = new StringBuilder(folder.state());
    text.append(", %,d entries".formatted(folder.files()));
    if (folder.waiting() > 0) {
      text.append(
          ", %,d wait with %s"
              .formatted(folder.waiting(), new ByteSize(folder.waitingBytes()).readable()));
    }
    if (folder.upRate() > 0 || folder.downRate() > 0) {
      text.append(
          ", up %s/s down %s/s"
              .formatted(
                  new ByteSize(folder.upRate()).readable(),
                  new ByteSize(folder.downRate()).readable()));
    }
    if (folder.historyWaiting() > 0) {
      text.append(", history %,d changes behind".formatted(folder.historyWaiting()));
    }
    return text + because(folder);
  }
}
