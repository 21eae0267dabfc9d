package org.ostraka.app.swarm;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.PortOption;
import org.ostraka.app.Rates;
import org.ostraka.base.Fault;
import org.ostraka.base.identity.Identity;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.client.ClientNode;
import org.ostraka.swarm.client.ClientSettings;
import org.ostraka.swarm.store.StoredFile;
import org.ostraka.swarm.wire.SwarmTls;
import picocli.CommandLine.Option;

/** The options that all commands of a swarm's client have. */
final class ClientOptions {
  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "the client's folder: identity, servers, library")
  private Path directory = Path.of("");

  @Option(
      names = "--server",
      split = ",",
      paramLabel = "HOST:PORT",
      description = "mapping servers; they are remembered in DIR")
  private List<String> servers = List.of();

  @Option(
      names = "--org",
      paramLabel = "DIR",
      description = "the organisation's folder, to issue an identity when DIR has none")
  private @Nullable Path organisation;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "the client's name in its certificate (default: user@host)")
  private @Nullable String name;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "where peers connect (default: any free port)")
  private int port;

  @Option(
      names = "--limit-up",
      paramLabel = "RATE",
      description = "upload at most this, such as 5MB/s")
  private @Nullable String limitUp;

  @Option(
      names = "--limit-down",
      paramLabel = "RATE",
      description = "download at most this, such as 10MB/s")
  private @Nullable String limitDown;

  @Option(
      names = "--limit-up-each",
      paramLabel = "RATE",
      description = "upload at most this of each file")
  private @Nullable String limitUpEach;

  @Option(
      names = "--limit-down-each",
      paramLabel = "RATE",
      description = "download at most this of each file")
  private @Nullable String limitDownEach;

  @Option(
      names = "--slots",
      paramLabel = "N",
      defaultValue = "16",
      description = "peers served at a time (default 16)")
  private int slots;

  @Option(names = "--no-discovery", description = "do not ask the local network for clients")
  private boolean noDiscovery;

  ClientFolder folder() throws IOException {
    return new ClientFolder(directory);
  }

  List<Endpoint> endpoints() {
    return servers.stream().map(Endpoint::parse).toList();
  }

  SwarmTls tls() throws Fault {
    Identity identity = MemberIdentity.of(directory, organisation, MemberIdentity.client(name));
    return new SwarmTls(identity);
  }

  /** The client that listens where these options say. */
  ClientNode client(ClientFolder folder, List<Endpoint> known, Witness witness)
      throws Fault, IOException, InterruptedException {
    return new PortOption("--port", port)
        .listening(() ->
            new ClientNode(
                tls(), settings(known), folder.installation(), witness, InstantSource.system()));
  }

  private ClientSettings settings(List<Endpoint> known) {
    ClientSettings.Limits usual = ClientSettings.Limits.USUAL;
    return new ClientSettings(
        known,
        port,
        !noDiscovery,
        new ClientSettings.Limits(
            usual.peers(), slots, Rates.parse(limitUp), Rates.parse(limitDown)));
  }

  /** Shares or fetches a file with the limits of each. */
  void open(ClientNode client, StoredFile file) throws InterruptedException {
    client.open(file, Rates.parse(limitUpEach), Rates.parse(limitDownEach));
  }
}
