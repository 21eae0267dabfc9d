package org.ostraka.app.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.app.Ending;
import org.ostraka.app.Logging;
import org.ostraka.app.PortOption;
import org.ostraka.app.serve.OneNode;
import org.ostraka.app.serve.OwnAddress;
import org.ostraka.app.serve.TroubleRoutes;
import org.ostraka.base.Fault;
import org.ostraka.base.HostPort;
import org.ostraka.sync.web.HubPlace;
import org.ostraka.sync.web.HubServer;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code hub serve}: a hub, until it is asked to stop. */
@CommandLine.Command
public final class HubServeCommand implements Command {
  @Option(names = "--dir", required = true, paramLabel = "DIR", description = "the hub's folder")
  private Path directory = Path.of("");

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8443",
      description = "where desks and browsers connect; 0 for any free one (default 8443)")
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
      description = "names for the certificate that the first start makes")
  private List<String> hosts = List.of();

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    Logging.ofServer();
    CountDownLatch stop = new CountDownLatch(1);
    HubPlace place =
        new HubPlace(new HostPort(listen, port), hosts, OneNode.CONSOLE, TroubleRoutes.ALONE);
    try (Ending ending = new Ending();
        HubServer server =
            new PortOption("--port", port).listening(() -> HubServer.start(directory, place))) {
      ending.asksBy(stop::countDown);
      console.line("hub at https://%s", new HostPort(OwnAddress.of(listen), server.port()));
      console.line("fingerprint %s", server.fingerprint());
      HubFolder.tellFirstPassword(console, server);
      FirstVisit.atStart(listen, server);
      stop.await();
    }
    return 0;
  }
}
