package org.ostraka.app.organisation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.raft.RaftBallotLog;
import org.ostraka.base.AtomicFiles;
import org.ostraka.base.DiskFaults;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.FileDisk;
import org.ostraka.base.identity.Authority;
import org.ostraka.base.identity.Role;
import org.ostraka.base.identity.Subject;

/**
 * The making of an organisation: all of its folder, or nothing.
 *
 * @param directory does not exist, or is empty
 * @param name for people
 * @param hosts one for each server
 * @param basePort the servers take two ports each from here on; 0 for the first free ones from
 *     {@value #FIRST_PORT} on
 */
public record Founding(Path directory, String name, List<String> hosts, int basePort) {

  /** Where free ports are looked for. */
  public static final int FIRST_PORT = 7400;

  private static final int PORT_STEP = 20;
  private static final int LAST_PORT = 9_400;

  // Below the ports that systems give to outgoing connections.
  private static final int FIRST_PASSING = 10_000;
  private static final int LAST_PASSING = 30_000;
  private static final int PASSING_TRIES = 200;

  /** Copies the list; {@link IllegalArgumentException} unless it has 1 to 9 hosts. */
  public Founding {
    hosts = List.copyOf(hosts);
    Organisation.requireCount(hosts.size());
  }

  /** Makes the folder; it appears when it is complete. */
  public Organisation found(Instant now) throws Fault {
    Path target = directory.toAbsolutePath().normalize();
    requireEmpty(target);
    Organisation organisation = new Organisation(name, addresses(), ElectionOptions.DEFAULT);
    FileDisk disk = FileDisk.ownerOnly();
    Path building =
        target.resolveSibling("." + target.getFileName() + ".init-" + now.toEpochMilli());
    try {
      disk.createDirectories(building);
      build(new OrganisationDirectory(building), organisation, now);
      disk.rename(building, target);
      disk.forceDirectory(parent(target));
      return organisation;
    } catch (IOException e) {
      throw DiskFaults.of(e, directory);
    } finally {
      FileTrees.deleteQuietly(building);
    }
  }

  private static Path parent(Path target) {
    Path parent = target.getParent();
    return parent == null ? target : parent;
  }

  private static void requireEmpty(Path target) throws Fault {
    if (target.getFileName() == null) {
      throw Fault.of(FaultKind.INVALID_INPUT, target + ": name a folder to make");
    }
    try (Stream<Path> entries = Files.exists(target) ? Files.list(target) : Stream.empty()) {
      if (entries.findAny().isPresent()) {
        throw new Fault(
            FaultKind.ALREADY_EXISTS,
            "not-empty",
            target + " is not empty: name a folder that does not exist yet");
      }
    } catch (IOException e) {
      throw DiskFaults.of(e, target);
    }
  }

  /**
   * Free ports on this machine, at random, for an organisation that passes: it shall not take those
   * that a lasting one has between its starts, and many may be made at the same time.
   */
  public static int passingBasePort(int servers) throws Fault {
    Founding any =
        new Founding(Path.of("passing"), "passing", Collections.nCopies(servers, "127.0.0.1"), 0);
    return ThreadLocalRandom.current()
        .ints(FIRST_PASSING, LAST_PASSING)
        .limit(PASSING_TRIES)
        .filter(port -> any.addresses(port).stream().allMatch(ServerAddress::isFree))
        .findFirst()
        .orElseThrow(() ->
            Fault.of(
                FaultKind.UNAVAILABLE,
                "no free ports between %d and %d".formatted(FIRST_PASSING, LAST_PASSING)));
  }

  private List<ServerAddress> addresses() throws Fault {
    if (basePort != 0) {
      List<ServerAddress> wanted = addresses(basePort);
      for (ServerAddress address : wanted) {
        requireFree(address);
      }
      return wanted;
    }
    return IntStream.iterate(FIRST_PORT, port -> port < LAST_PORT, port -> port + PORT_STEP)
        .mapToObj(this::addresses)
        .filter(all -> all.stream().allMatch(ServerAddress::isFree))
        .findFirst()
        .orElseThrow(() ->
            Fault.of(
                FaultKind.UNAVAILABLE,
                "no free ports from %d on: name one with --base-port".formatted(FIRST_PORT)));
  }

  private static void requireFree(ServerAddress address) throws Fault {
    if (!address.isFree()) {
      throw new Fault(
          FaultKind.ALREADY_EXISTS,
          "port-taken",
          "port %d or %d on %s is in use: choose another --base-port"
              .formatted(address.apiPort(), address.raftPort(), address.host()));
    }
  }

  private List<ServerAddress> addresses(int from) {
    return IntStream.range(0, hosts.size())
        .mapToObj(at ->
            new ServerAddress(
                new ServerId("s" + (at + 1)), hosts.get(at), from + 2 * at, from + 2 * at + 1))
        .toList();
  }

  private static void build(OrganisationDirectory to, Organisation organisation, Instant now)
      throws Fault, IOException {
    Authority authority = Authority.create(organisation.name(), now);
    authority.save(to.authority());
    issue(authority, Subject.of("operator", Role.OPERATOR), to.operator(), now);
    issue(authority, Subject.of("voting", Role.VOTING), to.voting(), now);
    FileDisk disk = FileDisk.ownerOnly();
    for (ServerAddress server : organisation.servers()) {
      Subject node = new Subject(server.id().value(), Role.NODE, List.of(server.host()));
      issue(authority, node, to.serverIdentity(server.id()), now);
      write(disk, to.serverFile(server.id()), ServerFile.write(ServerSettings.STANDARD));
      disk.createDirectories(to.data(server.id()));
      // Its log may begin empty this once: an empty log later is a lost one.
      write(disk, to.data(server.id()).resolve(RaftBallotLog.FIRST_START), "");
    }
    write(disk, to.organisationFile(), OrganisationFile.write(organisation));
  }

  private static void issue(Authority authority, Subject subject, Path directory, Instant now)
      throws Fault {
    authority.issue(subject, now, Authority.ISSUED_VALIDITY).save(directory);
  }

  private static void write(FileDisk disk, Path file, String content) throws IOException {
    new AtomicFiles(disk).replace(file, content.getBytes(StandardCharsets.UTF_8));
  }
}
