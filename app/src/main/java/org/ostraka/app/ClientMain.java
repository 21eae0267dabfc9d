package org.ostraka.app;

import java.util.ArrayList;
import java.util.List;

/** What {@code pire2pire_client.jar} starts: the commands of {@code ostraka swarm}. */
public final class ClientMain {
  private ClientMain() {}

  /** Runs one command and ends the process. */
  public static void main(String[] arguments) {
    List<String> line = new ArrayList<>(List.of("swarm"));
    line.addAll(arguments.length == 0 ? List.of("--help") : List.of(arguments));
    Runtime.getRuntime().exit(new Main(Console.ofProcess()).run(line));
  }
}
