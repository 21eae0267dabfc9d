package org.ostraka.app.organisation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.ServerId;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * Who belongs to an organisation.
 *
 * @param name for people
 * @param servers 1 to {@value #MAX_SERVERS}, in the same order everywhere: the first five vote
 * @param defaults what an election has unless it is registered otherwise
 */
public record Organisation(String name, List<ServerAddress> servers, ElectionOptions defaults) {

  /** Most ballot servers of one organisation. */
  public static final int MAX_SERVERS = 9;

  /** Checks the rules; {@link IllegalArgumentException} names the rule. */
  public Organisation {
    servers = List.copyOf(servers);
    requireCount(servers.size());
    Set<Object> taken = new HashSet<>();
    for (ServerAddress server : servers) {
      requireNew(taken, server.id(), "server " + server.id());
      requireNew(taken, server.host() + ":" + server.apiPort(), "port " + server.apiPort());
      requireNew(taken, server.host() + ":" + server.raftPort(), "port " + server.raftPort());
    }
  }

  static void requireCount(int servers) {
    if (servers < 1 || servers > MAX_SERVERS) {
      throw new IllegalArgumentException(
          "%d servers: an organisation has 1 to %d".formatted(servers, MAX_SERVERS));
    }
  }

  private static void requireNew(Set<Object> taken, Object value, String what) {
    if (!taken.add(value)) {
      throw new IllegalArgumentException(what + " is given twice");
    }
  }

  /**
   * The server of this name.
   *
   * @throws Fault {@code server-unknown} lists those there are
   */
  public ServerAddress server(ServerId id) throws Fault {
    return servers.stream()
        .filter(server -> server.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new Fault(
                FaultKind.NOT_FOUND,
                "server-unknown",
                "no server %s in this organisation: it has %s".formatted(id, ids())));
  }

  private String ids() {
    return servers.stream().map(it -> it.id().value()).collect(Collectors.joining(", "));
  }
}
