package org.ostraka.app.swarm;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.app.PortOption;
import org.ostraka.base.Fault;
import org.ostraka.base.identity.Authority;
import org.ostraka.base.identity.Identity;
import org.ostraka.base.identity.Role;
import org.ostraka.base.identity.Subject;
import org.ostraka.swarm.Endpoint;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code swarm invite}: prints a token with which one new member can enrol, and waits for it. */
@CommandLine.Command
public final class InviteCommand implements Command {
  @Option(
      names = "--org",
      required = true,
      paramLabel = "DIR",
      description = "the organisation's folder, with its authority")
  private Path organisation = Path.of("");

  @Option(names = "--name", required = true, paramLabel = "NAME", description = "the new member")
  private String name = "";

  @Option(
      names = "--server-role",
      description = "the member may be a mapping server (default: a client)")
  private boolean server;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "where the member reaches this machine (default: its name)")
  private @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "where to listen (default: any free port)")
  private int port;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "10",
      description = "how long the token is good (default 10)")
  private int minutes;

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    Instant now = Instant.now();
    Authority authority = Authority.load(organisation.resolve("authority"), now);
    Identity giver = Identity.load(organisation.resolve("operator"), now);
    try (SSLServerSocket socket =
        new PortOption("--port", port).listening(() -> Enrolment.listen(giver, port))) {
      String reached = host == null ? MemberIdentity.hostName() : host;
      Invitation invitation =
          new Invitation(
              new Endpoint(reached, socket.getLocalPort()),
              Invitation.drawSecret(),
              Enrolment.digestOf(authority));
      console.line("%s", invitation.text());
      console.note("waiting for: ./ostraka swarm enrol TOKEN --dir DIR");
      new Enrolment(authority, member(), invitation).give(socket, Duration.ofMinutes(minutes));
      console.note("%s is enrolled", name);
      return 0;
    }
  }

  private Subject member() {
    return Subject.of(name, server ? Role.NODE : Role.CLIENT);
  }
}
