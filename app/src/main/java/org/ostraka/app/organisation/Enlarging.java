package org.ostraka.app.organisation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ostraka.ballot.ServerId;
import org.ostraka.base.AtomicFiles;
import org.ostraka.base.DiskFaults;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.FileDisk;
import org.ostraka.base.identity.Authority;
import org.ostraka.base.identity.Role;
import org.ostraka.base.identity.Subject;

/**
 * The adding of a ballot server to an organisation that exists. The new one begins with an empty
 * disk and no memory, as one whose disk was lost: the others fill it before it counts.
 *
 * @param directory the organisation's folder, with its authority
 * @param host where the new server will be reached
 * @param basePort it takes two ports from here on; 0 for the first that no server of the
 *     organisation has there, from {@value Founding#FIRST_PORT} on
 */
public record Enlarging(OrganisationDirectory directory, String host, int basePort) {
  private static final int LAST_PORT = 9_400;

  /**
   * Makes its identity and configuration, and then names it in the organisation's file.
   *
   * @throws Fault {@code too-many-servers}; {@code port-taken}; {@code local-addresses} if the
   *     others are reached at their own machine only and the new one is elsewhere
   */
  public ServerAddress add(Instant now) throws Fault {
    Organisation before = directory.read();
    requireRoom(before);
    requireReach(before);
    ServerAddress added = address(before);
    try {
      make(added, now);
      List<ServerAddress> servers = new ArrayList<>(before.servers());
      servers.add(added);
      Organisation after = new Organisation(before.name(), servers, before.defaults());
      write(directory.organisationFile(), OrganisationFile.write(after));
      return added;
    } catch (IOException e) {
      throw DiskFaults.of(e, directory.root());
    }
  }

  private static void requireRoom(Organisation before) throws Fault {
    if (before.servers().size() >= Organisation.MAX_SERVERS) {
      throw new Fault(
          FaultKind.NOT_PERMITTED,
          "too-many-servers",
          "an organisation has at most %d ballot servers".formatted(Organisation.MAX_SERVERS));
    }
  }

  /** Servers at the loopback address and others never meet. */
  private void requireReach(Organisation before) throws Fault {
    for (ServerAddress server : before.servers()) {
      if (isLocal(server.host()) != isLocal(host)) {
        throw new Fault(
            FaultKind.INVALID_INPUT,
            "local-addresses",
            "%s is at %s and the new server at %s, which do not reach each other: an organisation"
                    .formatted(server.id(), server.host(), host)
                + " that shall grow over machines is founded with their names (serve --host, init"
                + " --hosts)");
      }
    }
  }

  private static boolean isLocal(String host) {
    return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
  }

  private ServerAddress address(Organisation before) throws Fault {
    ServerId id = freeId(before);
    if (basePort != 0) {
      return requireFree(before, new ServerAddress(id, host, basePort, basePort + 1));
    }
    return IntStream.iterate(Founding.FIRST_PORT, port -> port < LAST_PORT, port -> port + 2)
        .mapToObj(port -> new ServerAddress(id, host, port, port + 1))
        .filter(it -> isFree(before, it))
        .findFirst()
        .orElseThrow(
            () -> Fault.of(FaultKind.UNAVAILABLE, "no free ports at %s: name one".formatted(host)));
  }

  private static ServerId freeId(Organisation before) {
    List<ServerId> taken = before.servers().stream().map(ServerAddress::id).toList();
    return IntStream.iterate(1, number -> number + 1)
        .mapToObj(number -> new ServerId("s" + number))
        .filter(id -> !taken.contains(id))
        .findFirst()
        .orElseThrow();
  }

  private static ServerAddress requireFree(Organisation before, ServerAddress wanted) throws Fault {
    if (!isFree(before, wanted)) {
      throw new Fault(
          FaultKind.ALREADY_EXISTS,
          "port-taken",
          "port %d or %d on %s is in use: choose another --base-port"
              .formatted(wanted.apiPort(), wanted.raftPort(), wanted.host()));
    }
    return wanted;
  }

  private static boolean isFree(Organisation before, ServerAddress wanted) {
    List<Integer> ports = List.of(wanted.apiPort(), wanted.raftPort());
    return wanted.isFree()
        && before.servers().stream()
            .filter(server -> server.host().equals(wanted.host()))
            .noneMatch(it -> ports.contains(it.apiPort()) || ports.contains(it.raftPort()));
  }

  private void make(ServerAddress added, Instant now) throws Fault, IOException {
    Subject node = new Subject(added.id().value(), Role.NODE, List.of(host));
    Authority.load(directory.authority(), now)
        .issue(node, now, Authority.ISSUED_VALIDITY)
        .save(directory.serverIdentity(added.id()));
    write(directory.serverFile(added.id()), ServerFile.write(ServerSettings.STANDARD));
    // No marker of a first start: its empty log must not count as one that knows the truth.
    FileDisk.ownerOnly().createDirectories(directory.data(added.id()));
  }

  private static void write(Path file, String content) throws IOException {
    new AtomicFiles(FileDisk.ownerOnly()).replace(file, content.getBytes(StandardCharsets.UTF_8));
  }
}
