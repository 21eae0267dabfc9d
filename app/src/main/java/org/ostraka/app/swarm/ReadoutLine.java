package org.ostraka.app.swarm;

import java.util.Locale;
import org.ostraka.app.Console;
import org.ostraka.base.ByteSize;
import org.ostraka.swarm.client.Readout;

/** The progress of a file for a person who watches: one line, drawn over on a terminal. */
final class ReadoutLine {
  private static final int PLAIN_EVERY = 5;

  private final Console console;
  private int seconds;

  ReadoutLine(Console console) {
    this.console = console;
  }

  void show(Readout readout) {
    if (console.terminal()) {
      console.err().print("\r" + line(readout) + "\u001b[K");
    } else if (seconds++ % PLAIN_EVERY == 0) {
      console.note("%s", line(readout));
    }
  }

  void end() {
    if (console.terminal()) {
      console.err().println();
    }
  }

  static String line(Readout readout) {
    long size = readout.key().size();
    double percent = size == 0 ? 100 : 100.0 * readout.bytesHeld() / size;
    return String.format(
        Locale.ROOT,
        "%s  %.1f %%  down %s/s  up %s/s  %s  %d peers%s",
        readout.name().shown(),
        percent,
        new ByteSize(readout.flow().downRate()).readable(),
        new ByteSize(readout.flow().upRate()).readable(),
        left(readout),
        readout.peers().size(),
        serving(readout));
  }

  private static String left(Readout readout) {
    if (readout.isComplete()) {
      return "complete";
    }
    return readout.secondsLeft().isPresent()
        ? "%d s left".formatted(readout.secondsLeft().getAsLong())
        : "waiting for a holder";
  }

  private static String serving(Readout readout) {
    StringBuilder names = new StringBuilder();
    readout.peers().stream()
        .filter(peer -> peer.downloaded() > 0)
        .sorted((a, b) -> Long.compare(b.downloaded(), a.downloaded()))
        .limit(3)
        .forEach(peer -> names.append(names.isEmpty() ? "  from " : ", ").append(peer.name()));
    return names.toString();
  }
}
