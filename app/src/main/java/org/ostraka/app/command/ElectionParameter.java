package org.ostraka.app.command;

import org.ostraka.ballot.ElectionName;
import picocli.CommandLine.Parameters;

/** The parameter that names an election. */
final class ElectionParameter {
  @Parameters(index = "0", paramLabel = "NAME", description = "the election's name")
  private String name;

  ElectionName name() {
    return new ElectionName(name);
  }
}
