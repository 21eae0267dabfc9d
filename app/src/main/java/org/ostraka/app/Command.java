package org.ostraka.app;

import java.io.IOException;
import org.ostraka.base.Fault;

/** One command, with its options already filled in. */
public interface Command {

  /**
   * Does it.
   *
   * @return the exit code: 0, or 1 when it was done and something in it was refused
   * @throws Fault the one line that the person will read
   */
  int run(Console console) throws Fault, IOException, InterruptedException;

  /** Whether the result is one JSON object: then so is a failure. */
  default boolean asJson() {
    return false;
  }
}
