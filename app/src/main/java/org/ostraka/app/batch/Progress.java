package org.ostraka.app.batch;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * How far a batch is, for people: a bar that is drawn over and over on a terminal, a line now and
 * then elsewhere.
 */
public final class Progress {
  private static final int BAR_WIDTH = 30;

  private final PrintStream err;
  private final boolean terminal;
  private final long total;
  private final long started = System.nanoTime();

  public Progress(PrintStream err, boolean terminal, long total) {
    this.err = err;
    this.terminal = terminal;
    this.total = Math.max(1, total);
  }

  /** How often it is worth showing. */
  public Duration period() {
    return terminal ? Duration.ofMillis(200) : Duration.ofSeconds(5);
  }

  /** Shows that so many are done. */
  public void show(long done) {
    if (terminal) {
      err.print("\r" + bar(done) + " " + words(done) + "\u001B[K");
      err.flush();
    } else {
      err.println(words(done));
    }
  }

  /** Shows the last state and leaves the line. */
  public void end(long done) {
    show(done);
    if (terminal) {
      err.println();
    }
  }

  private String bar(long done) {
    int filled = (int) (BAR_WIDTH * Math.min(done, total) / total);
    return "[" + "#".repeat(filled) + " ".repeat(BAR_WIDTH - filled) + "]";
  }

  private String words(long done) {
    double seconds = (System.nanoTime() - started) / 1e9;
    double rate = done / Math.max(seconds, 1e-3);
    String counts = String.format(Locale.ROOT, "%,d of %,d, %,.0f/s", done, total, rate);
    return done == 0 || done >= total ? counts : counts + ", " + remaining((total - done) / rate);
  }

  private static String remaining(double seconds) {
    long whole = Math.round(seconds);
    return String.format(Locale.ROOT, "%d:%02d left", whole / 60, whole % 60);
  }
}
