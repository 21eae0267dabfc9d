package org.ostraka.app.organisation;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.ServerId;
import org.ostraka.base.Fault;

/** {@code organisation.toml}: the form in which machines share who belongs to an organisation. */
final class OrganisationFile {
  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
  private static final Set<String> KEYS = keys("name", "election", "server");
  private static final Set<String> ELECTION_KEYS =
      keys("block-size", "settling-window-millis", "allowed-skew-millis");
  private static final Set<String> SERVER_KEYS = keys("id", "host", "api-port", "raft-port");

  private OrganisationFile() {}

  private static Set<String> keys(String... names) {
    return new LinkedHashSet<>(List.of(names));
  }

  static Organisation read(Path file) throws Fault {
    TomlFile toml = TomlFile.read(file);
    try {
      toml.requireKnown(toml.content(), KEYS);
      return new Organisation(
          toml.text(toml.content(), "name"), servers(toml), defaults(toml, toml.content()));
    } catch (IllegalArgumentException e) {
      throw toml.refused(e);
    }
  }

  private static List<ServerAddress> servers(TomlFile toml) throws Fault {
    List<ServerAddress> servers = new ArrayList<>();
    for (JsonNode table : toml.content().path("server")) {
      toml.requireKnown(table, SERVER_KEYS);
      servers.add(
          new ServerAddress(
              new ServerId(toml.text(table, "id")),
              toml.text(table, "host"),
              (int) toml.number(table, "api-port", 1, 65_535),
              (int) toml.number(table, "raft-port", 1, 65_535)));
    }
    return servers;
  }

  private static ElectionOptions defaults(TomlFile toml, JsonNode content) throws Fault {
    JsonNode table = content.path("election");
    toml.requireKnown(table, ELECTION_KEYS);
    return new ElectionOptions(
        (int) toml.number(table, "block-size", 1, Block.MAX_BYTES),
        Duration.ofMillis(toml.number(table, "settling-window-millis", 0, HOUR_MILLIS)),
        Duration.ofMillis(toml.number(table, "allowed-skew-millis", 0, HOUR_MILLIS)),
        false);
  }

  static String write(Organisation organisation) {
    StringBuilder toml = new StringBuilder(128 + 128 * organisation.servers().size());
    ElectionOptions defaults = organisation.defaults();
    toml.append(
        """
        # The organisation's servers. The same file on every machine; the first five servers vote.
        name = "%s"

        # What an election has unless `election create` says otherwise.
        [election]
        block-size = %d
        settling-window-millis = %d
        allowed-skew-millis = %d
        """
            .formatted(
                organisation.name(),
                defaults.blockSize(),
                defaults.settlingWindow().toMillis(),
                defaults.allowedSkew().toMillis()));
    organisation.servers().forEach(server -> toml.append(write(server)));
    return toml.toString();
  }

  private static String write(ServerAddress server) {
    return """

    [[server]]
    id = "%s"
    host = "%s"
    api-port = %d
    raft-port = %d
    """
        .formatted(server.id(), server.host(), server.apiPort(), server.raftPort());
  }
}
