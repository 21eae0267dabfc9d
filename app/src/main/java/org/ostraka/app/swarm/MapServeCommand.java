package org.ostraka.app.swarm;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.app.Ending;
import org.ostraka.app.Logging;
import org.ostraka.app.PortOption;
import org.ostraka.base.Fault;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.map.MapLimits;
import org.ostraka.swarm.map.MapService;
import org.ostraka.swarm.wire.SwarmTls;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code map serve}: a mapping server, until it is asked to stop. */
@CommandLine.Command
public final class MapServeCommand implements Command {
  private static final String DEFAULT_PORT = "7411";

  @Option(names = "--dir", required = true, paramLabel = "DIR", description = "the server's folder")
  private Path directory = Path.of("");

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = DEFAULT_PORT,
      description = "where clients and servers connect; 0 for any free one (default 7411)")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "",
      description = "the name under which others reach it (default: the address they see)")
  private String host;

  @Option(
      names = "--join",
      split = ",",
      paramLabel = "HOST:PORT",
      description = "servers to meet first; those met before are remembered")
  private List<String> join = List.of();

  @Option(
      names = "--org",
      paramLabel = "DIR",
      description = "the organisation's folder, to issue an identity when DIR has none")
  private @Nullable Path organisation;

  @Option(names = "--name", paramLabel = "NAME", description = "its name in its certificate")
  private @Nullable String name;

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    Logging.ofServer();
    SwarmTls tls =
        new SwarmTls(MemberIdentity.of(directory, organisation, MemberIdentity.server(name, host)));
    List<Endpoint> seeds = join.stream().map(Endpoint::parse).toList();
    MapService.Settings settings = new MapService.Settings(host, port, seeds, MapLimits.USUAL);
    CountDownLatch stop = new CountDownLatch(1);
    try (Ending ending = new Ending();
        MapService service =
            new PortOption("--port", port)
                .listening(() ->
                    new MapService(
                        tls, settings, directory.resolve("map"), InstantSource.system()))) {
      ending.asksBy(stop::countDown);
      service.start();
      console.line("mapping server %s on port %d", service.node(), service.port());
      stop.await();
    }
    return 0;
  }
}
