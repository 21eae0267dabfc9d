package org.ostraka.app;

import java.util.List;

/** Port: the running of a command line, for commands that show how others are used. */
@FunctionalInterface
public interface Shell {

  /**
   * Runs a command as if it had been typed.
   *
   * @return its exit code
   */
  int run(Console console, List<String> line);
}
