package org.ostraka.app.demo;

import java.util.Locale;
import org.ostraka.app.Console;

/** What the demo tells, as it happens, with the seconds since it began. */
final class Story {
  private final Console console;
  private final long started = System.nanoTime();

  Story(Console console) {
    this.console = console;
  }

  void tell(String text) {
    console.out().printf(Locale.ROOT, "%6.1f s  %s%n", seconds(), text);
    console.out().flush();
  }

  /** What the next lines are about. */
  void title(String text) {
    console.line("");
    console.line("%s", text);
  }

  /** What a command printed, below the line that tells of it. */
  void show(String printed) {
    printed.lines().forEach(line -> console.line("          %s", line));
  }

  void end() {
    tell("every check passed");
  }

  private double seconds() {
    return (System.nanoTime() - started) / 1e9;
  }
}
