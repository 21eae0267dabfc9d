package org.ostraka.ballot.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ostraka.ballot.Ballot;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.CastResult;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.Standing;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.box.BallotReplica;
import org.ostraka.ballot.box.MemoryBoxStore;
import org.ostraka.ballot.server.Administration;
import org.ostraka.ballot.server.BallotServer;
import org.ostraka.ballot.server.Closing;
import org.ostraka.ballot.server.ElectionStatus;
import org.ostraka.ballot.server.Environment;
import org.ostraka.ballot.server.Fsck;
import org.ostraka.ballot.server.LogStanding;
import org.ostraka.ballot.server.Peers;
import org.ostraka.ballot.server.PendingFiles;
import org.ostraka.ballot.server.ReconcilerDaemon;
import org.ostraka.ballot.server.ServerLimits;
import org.ostraka.ballot.server.SettlementRelay;
import org.ostraka.ballot.server.Tables;
import org.ostraka.base.Disk;
import org.ostraka.base.Fault;
import org.ostraka.base.FileDisk;
import org.ostraka.base.HostPort;
import org.ostraka.base.identity.Authority;
import org.ostraka.base.identity.Identity;
import org.ostraka.base.identity.Role;
import org.ostraka.base.identity.Subject;

/**
 * A small organisation: one ballot server s1 behind real TLS on loopback, a certificate of each
 * role, and the election {@code archon}.
 */
final class Polis implements AutoCloseable {
  static final ElectionName ARCHON = new ElectionName("archon");
  static final ServerId S1 = new ServerId("s1");

  /** Short, so that nobody waits: 10 ms. */
  static final ElectionOptions OPTIONS =
      new ElectionOptions(4096, Duration.ofMillis(10), Duration.ofSeconds(10), false);

  private static final Duration PERIOD = Duration.ofMillis(5);
  private static final Duration YEAR = Duration.ofDays(365);

  private final Path folder;
  private final Disk disk = new FileDisk();
  private final Authority authority = Authority.create("Athens", Instant.now());
  private final Map<Role, RemoteBallotServer> remotes = new EnumMap<>(Role.class);
  private final MemoryBoxStore store = new MemoryBoxStore();
  private final OtherServer other = new OtherServer();
  private final Tables tables;
  private final BallotServer server;
  private final ReconcilerDaemon daemon;
  private final ApiParts parts;
  private final BallotApi api;

  /** The server s2, which holds what it is given and nothing else. */
  final class OtherServer implements Peers {
    final MemoryBoxStore files = new MemoryBoxStore();

    @Override
    public List<ServerId> all() {
      return List.of(new ServerId("s2"));
    }

    @Override
    public ElectionStatus status(ServerId peer, ElectionName election) throws Fault, IOException {
      ElectionStatus here = server.status(election);
      return new ElectionStatus(here.election(), here.tally(), 0, 0, here.applied());
    }

    @Override
    public Optional<StoredFile> validFile(ServerId peer, ElectionName election, BallotPath name) {
      return files.file(election, name);
    }

    @Override
    public List<FileEntry> validFiles(
        ServerId peer, ElectionName election, BallotPath after, int limit) {
      return files.files(election, after, limit);
    }
  }

  Polis(Path folder) throws Exception {
    this.folder = folder;
    SettlementRelay relay = new SettlementRelay(S1);
    BallotReplica replica = new BallotReplica(store, relay);
    this.tables =
        new Tables(
            replica, PendingFiles.open(disk, folder.resolve("pending")), new MemoryInvalidFiles());
    InstantSource clock = InstantSource.system();
    Environment around = new Environment(clock, new Random(1), disk, folder);
    this.server = new BallotServer(S1, tables, relay, ServerLimits.DEFAULT, around);
    OneServerLog log = new OneServerLog(replica, clock);
    this.daemon = ReconcilerDaemon.start(server, log, clock, PERIOD);
    Administration administration = new Administration(server, log, around);
    this.parts =
        new ApiParts(
            server,
            administration,
            new Closing(administration, server, other),
            new Fsck(tables, other),
            () -> new LogStanding("leader", Optional.of(S1), 1, server.applied(), 0));
    this.api = BallotApi.start(new HostPort("127.0.0.1", 0), identity("s1", Role.NODE), parts);
  }

  /** A certificate of the organisation. */
  Identity identity(String name, Role role) {
    return authority.issue(Subject.of(name, role), Instant.now(), YEAR);
  }

  ApiParts parts() {
    return parts;
  }

  BallotApi api() {
    return api;
  }

  HostPort address() {
    return new HostPort("127.0.0.1", api.port());
  }

  /** The server as somebody of this role reaches it. */
  RemoteBallotServer as(Role role) {
    return remotes.computeIfAbsent(
        role, it -> new RemoteBallotServer(S1, address(), identity("some-" + it.word(), it)));
  }

  /** Raw HTTP as somebody of this role. */
  RawClient raw(Role role) {
    return new RawClient(this, identity("raw-" + role.word(), role));
  }

  MemoryBoxStore store() {
    return store;
  }

  MemoryBoxStore otherStore() {
    return other.files;
  }

  Tables tables() {
    return tables;
  }

  BallotServer server() {
    return server;
  }

  /** Registers the election with these voters. */
  void register(String... voters) throws Exception {
    register(OPTIONS, voters);
  }

  void register(ElectionOptions options, String... voters) throws Exception {
    String roll = Stream.of(voters).collect(Collectors.joining("\n", "voter_id\n", "\n"));
    as(Role.OPERATOR).administration().register(ARCHON, options, file("roll.csv", roll));
  }

  /** Registers and opens. */
  void open(String... voters) throws Exception {
    register(voters);
    as(Role.OPERATOR).administration().open(ARCHON);
  }

  /** Closes the election, with all that was recorded decided. */
  void closeElection() throws Exception {
    as(Role.OPERATOR).administration().close(ARCHON, Duration.ofSeconds(20), false);
  }

  Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  static Ballot ballot(String voter, String name, String content) {
    return new Ballot(VoterId.of(voter), new BallotPath(name), block(content));
  }

  static Block block(String content) {
    return Block.of(content.getBytes(StandardCharsets.UTF_8));
  }

  /** Casts one ballot and waits until it is decided. */
  Standing cast(String voter, String name, String content) throws Exception {
    List<CastResult> results =
        as(Role.VOTING).castAll(ARCHON, List.of(ballot(voter, name, content)));
    if (results.getFirst() instanceof CastResult.Recorded(var receipt)) {
      return await(receipt.claim());
    }
    throw new AssertionError("refused: " + results);
  }

  Standing await(ClaimId claim) throws Exception {
    return as(Role.VOTING).await(ARCHON, claim, Duration.ofSeconds(20));
  }

  @Override
  public void close() throws IOException {
    remotes.values().forEach(RemoteBallotServer::close);
    api.close();
    daemon.close();
    tables.close();
  }
}
