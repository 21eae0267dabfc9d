package org.ostraka.app;

import picocli.CommandLine.Option;

/** A command whose result is one JSON object for those who ask for it. */
public abstract class JsonCommand implements Command {
  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  @Override
  public final boolean asJson() {
    return json;
  }
}
