package org.ostraka.app.swarm;

import java.io.IOException;
import java.nio.file.Path;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.identity.Identity;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code swarm enrol}: gets this client or server its identity by a one-time token. */
@CommandLine.Command
public final class EnrolCommand implements Command {
  @Parameters(paramLabel = "TOKEN", description = "what 'swarm invite' printed")
  private String token = "";

  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "the folder of the client or mapping server")
  private Path directory = Path.of("");

  @Override
  public int run(Console console) throws Fault {
    Invitation invitation = Invitation.parse(token);
    Identity identity = identity(invitation);
    identity.save(directory.resolve("identity"));
    console.line("enrolled as %s (%s)", identity.name(), identity.role().word());
    return 0;
  }

  private static Identity identity(Invitation invitation) throws Fault {
    try {
      return Enrolment.take(invitation);
    } catch (IOException e) {
      throw new Fault(
          FaultKind.UNAVAILABLE,
          "not-enrolled",
          "%s did not let this one in (%s): is 'invite' still waiting there?"
              .formatted(invitation.endpoint(), e.getMessage()),
          e);
    }
  }
}
