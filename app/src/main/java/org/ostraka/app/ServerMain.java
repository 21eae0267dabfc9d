package org.ostraka.app;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@code pire2pire_serveur.jar} starts: {@code ostraka map}, and {@code map serve} when the
 * line begins with an option.
 */
public final class ServerMain {
  private ServerMain() {}

  /** Runs one command and ends the process. */
  public static void main(String[] arguments) {
    List<String> line = new ArrayList<>(List.of("map"));
    boolean named = arguments.length > 0 && !arguments[0].startsWith("--");
    boolean help = arguments.length == 0 || arguments[0].equals("--help");
    if (!named && !help) {
      line.add("serve");
    }
    line.addAll(arguments.length == 0 ? List.of("--help") : List.of(arguments));
    Runtime.getRuntime().exit(new Main(Console.ofProcess()).run(line));
  }
}
