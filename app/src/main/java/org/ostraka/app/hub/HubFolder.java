package org.ostraka.app.hub;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.Console;
import org.ostraka.app.Logging;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.web.HubServer;
import org.ostraka.sync.web.RemoteAdministration;

/**
 * A hub's folder on this machine, as the commands use it: beside a hub that runs, through its
 * interface with the credential that it keeps in the folder; else through the interface of a hub
 * that serves for this one command, at no other address than this machine's own.
 */
public final class HubFolder {
  private static final String ALREADY_RUNNING = "already-running";

  private final Path directory;

  HubFolder(Path directory) {
    this.directory = directory;
  }

  /** What a command does with the hub. */
  @FunctionalInterface
  interface Use {
    void with(RemoteAdministration hub) throws Fault, IOException, InterruptedException;
  }

  void use(Console console, Use use) throws Fault, IOException, InterruptedException {
    Logging.quietLibraries();
    try (HubServer server = HubServer.startAtRest(directory)) {
      tellFirstPassword(console, server);
      useRunning(use);
    } catch (Fault e) {
      if (!e.code().equals(ALREADY_RUNNING)) {
        throw e;
      }
      useRunning(use);
    }
  }

  private void useRunning(Use use) throws Fault, IOException, InterruptedException {
    try (RemoteAdministration hub = RemoteAdministration.local(directory)) {
      use.with(hub);
    }
  }

  /** The one time that it is shown; it serves once too. */
  public static void tellFirstPassword(Console console, HubServer server) {
    server
        .firstPassword()
        .ifPresent(password ->
            console.line(
                "administrator %s  password %s  (serves once: choose your own at the console)",
                HubServer.FIRST_ADMINISTRATOR, password));
  }

  /** A line of standard input, for secrets: in arguments other users of the machine see them. */
  static String secretLine(Console console) throws IOException, Fault {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
    @Nullable String line = in.readLine();
    if (line == null || line.isEmpty()) {
      throw Fault.of(FaultKind.INVALID_INPUT, "standard input has no line with the password");
    }
    return line;
  }
}
