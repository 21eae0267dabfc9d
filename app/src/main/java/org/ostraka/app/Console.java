package org.ostraka.app;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a command reads and writes: results on {@code out}, everything for people who watch on
 * {@code err}.
 *
 * @param terminal whether {@code err} is a terminal, on which progress may be drawn
 */
public record Console(InputStream in, PrintStream out, PrintStream err, boolean terminal) {

  /** The process's own streams, in UTF-8 whatever the locale says. */
  static Console ofProcess() {
    return new Console(
        System.in,
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        System.getenv("OSTRAKA_PLAIN") == null
            && Optional.ofNullable(System.console()).filter(it -> it.isTerminal()).isPresent());
  }

  /** One line of a result. */
  public void line(String format, Object... arguments) {
    out.printf(format + "%n", arguments);
  }

  /** One line for people who watch, which is not part of the result. */
  public void note(String format, Object... arguments) {
    err.printf(format + "%n", arguments);
  }
}
