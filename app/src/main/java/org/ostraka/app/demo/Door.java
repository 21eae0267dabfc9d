package org.ostraka.app.demo;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ostraka.app.Console;
import org.ostraka.base.Fault;

/**
 * Where people come in: a node with hub, mapping server and console, which holds the elections of
 * the organisation's ballot servers.
 *
 * @param address of the console, and of the hub for desks
 * @param user the administrator
 * @param mapAddress of its mapping server
 */
record Door(String address, String fingerprint, String user, String password, String mapAddress) {
  private static final Pattern AT = Pattern.compile("console at (https://\\S+:[0-9]+)");
  private static final Pattern FINGERPRINT = Pattern.compile("fingerprint ([0-9A-F:]+)\n");
  private static final Pattern MAP = Pattern.compile("mapping server on port ([0-9]+)");
  private static final Pattern ADMINISTRATOR =
      Pattern.compile("administrator (\\S+)  password (\\S+)");

  /** The name of the node's folder. */
  private static final String NODE = "node";

  static Door open(Stage stage) throws Fault, IOException, InterruptedException {
    Actor node =
        stage.enter(
            NODE,
            "serve",
            "--dir",
            stage.place(NODE),
            "--org",
            stage.organisation(),
            "--listen",
            "127.0.0.1",
            "--port",
            0,
            "--map-port",
            0);
    Matcher administrator = node.awaitLine(ADMINISTRATOR);
    return new Door(
        node.awaitLine(AT).group(1),
        node.awaitLine(FINGERPRINT).group(1),
        administrator.group(1),
        administrator.group(2),
        "127.0.0.1:" + node.awaitLine(MAP).group(1));
  }

  /** What the hub commands call its folder. */
  static Object hub(Stage stage) {
    return stage.place(NODE).resolve("hub");
  }

  void tell(Console console) {
    console.line(
        "The console is at %s : user %s, password %s (serves once)", address, user, password);
    console.line("Your browser asks about its certificate: its fingerprint is %s", fingerprint);
  }
}
