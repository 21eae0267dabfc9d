package org.ostraka.app.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.app.Ending;
import org.ostraka.app.Logging;
import org.ostraka.app.hub.FirstVisit;
import org.ostraka.app.hub.HubFolder;
import org.ostraka.base.Fault;
import org.ostraka.base.HostPort;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code serve}: hub, mapping server and ballot server in one process, with the console. */
@CommandLine.Command
public final class ServeNodeCommand implements Command {
  @Option(names = "--dir", required = true, paramLabel = "DIR", description = "the node's folder")
  private Path directory = Path.of("");

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8443",
      description = "where browsers and desks connect; 0 for any free one (default 8443)")
  private int port;

  @Option(
      names = "--listen",
      paramLabel = "HOST",
      defaultValue = "0.0.0.0",
      description = "the address to listen at (default: all of this machine)")
  private String listen;

  @Option(
      names = "--host",
      split = ",",
      paramLabel = "HOST,...",
      description =
          "this machine's names, for certificates, links and other ballot servers (default: its address;"
              + " ballot servers then meet on this machine only)")
  private List<String> hosts = List.of();

  @Option(
      names = "--map-port",
      paramLabel = "N",
      defaultValue = "7411",
      description = "where the swarm connects; 0 for any free one (default 7411)")
  private int mapPort;

  @Option(
      names = "--ballot-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "two ports from here on for the ballot server (default: free ones from 7400)")
  private int ballotPort;

  @Option(
      names = "--org",
      paramLabel = "DIR",
      description = "hold elections with the ballot servers of this organisation")
  private @Nullable Path organisation;

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    Logging.ofServer();
    OneNode.Ballots ballots =
        organisation == null
            ? new OneNode.Ballots.Own(ballotPort)
            : new OneNode.Ballots.Of(organisation);
    OneNode.Settings settings =
        new OneNode.Settings(new HostPort(listen, port), hosts, mapPort, ballots);
    try (Ending ending = new Ending();
        OneNode.Serving serving = OneNode.start(directory, settings)) {
      ending.asksBy(serving.node()::end);
      console.line("console at https://%s", new HostPort(settings.reach(), serving.hub().port()));
      console.line("fingerprint %s", serving.hub().fingerprint());
      console.line("mapping server on port %d", serving.mapPort());
      HubFolder.tellFirstPassword(console, serving.hub());
      FirstVisit.atStart(listen, serving.hub());
      serving.node().awaitEnd();
    }
    return 0;
  }
}
