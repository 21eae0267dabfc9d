package org.ostraka.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.organisation.Organisation;
import org.ostraka.app.organisation.OrganisationDirectory;
import org.ostraka.app.organisation.ServerAddress;
import org.ostraka.ballot.ServerId;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import picocli.CommandLine.Option;

/** The options that say which organisation, and which of its servers. */
final class Where {
  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "the organisation's folder")
  private Path directory;

  @Option(names = "--server", paramLabel = "S", description = "this server only, such as s2")
  private @Nullable String server;

  OrganisationDirectory directory() {
    return new OrganisationDirectory(directory);
  }

  /** The servers to ask: all, or the one that was named. */
  List<ServerAddress> servers() throws Fault {
    Organisation organisation = directory().read();
    return server == null
        ? organisation.servers()
        : List.of(organisation.server(new ServerId(server)));
  }

  /**
   * The one server that was named, or the only one there is.
   *
   * @throws Fault USAGE when none was named
   */
  ServerId server() throws Fault {
    List<ServerAddress> servers = servers();
    if (servers.size() != 1) {
      throw Fault.of(
          FaultKind.USAGE, "Missing required option: '--server=S', one of " + ids(servers));
    }
    return servers.getFirst().id();
  }

  private static List<ServerId> ids(List<ServerAddress> servers) {
    return servers.stream().map(ServerAddress::id).toList();
  }

  Optional<String> named() {
    return Optional.ofNullable(server);
  }
}
