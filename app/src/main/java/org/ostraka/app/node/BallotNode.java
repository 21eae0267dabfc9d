package org.ostraka.app.node;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.ostraka.app.organisation.Organisation;
import org.ostraka.app.organisation.OrganisationDirectory;
import org.ostraka.app.organisation.ServerAddress;
import org.ostraka.app.organisation.ServerKey;
import org.ostraka.app.organisation.ServerSettings;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.box.BallotReplica;
import org.ostraka.ballot.raft.RaftBallotLog;
import org.ostraka.ballot.raft.RaftMember;
import org.ostraka.ballot.raft.RaftSettings;
import org.ostraka.ballot.raft.RaftStatus;
import org.ostraka.ballot.raft.RaftTiming;
import org.ostraka.ballot.raft.SnapshotInterval;
import org.ostraka.ballot.server.Administration;
import org.ostraka.ballot.server.BallotServer;
import org.ostraka.ballot.server.Closing;
import org.ostraka.ballot.server.Environment;
import org.ostraka.ballot.server.Fsck;
import org.ostraka.ballot.server.LogStanding;
import org.ostraka.ballot.server.PendingFiles;
import org.ostraka.ballot.server.ReconcilerDaemon;
import org.ostraka.ballot.server.ServerLimits;
import org.ostraka.ballot.server.SettlementRelay;
import org.ostraka.ballot.server.Tables;
import org.ostraka.ballot.store.InvalidStore;
import org.ostraka.ballot.store.ReplicatedStore;
import org.ostraka.ballot.store.StoreOptions;
import org.ostraka.ballot.web.ApiParts;
import org.ostraka.ballot.web.BallotApi;
import org.ostraka.ballot.web.RemoteBallotServer;
import org.ostraka.ballot.web.RemotePeers;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.FileDisk;
import org.ostraka.base.identity.Identity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One ballot server of an organisation, put together from its parts.
 *
 * <pre>
 * MountDoor           holds mounts for processes of this machine
 * BallotApi           what others see of it
 * ReconcilerDaemon    drives the deciding of pending ballots
 * BallotServer        the ballot file system
 * RaftBallotLog       applies the log to the replica
 * Tables              replica, pending and invalid files
 * DataLock, PidFile   this process, and no other
 * </pre>
 *
 * <p>What stands above uses what stands below; it is opened from below and closed from above.
 */
public final class BallotNode implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(BallotNode.class);

  private final Stack parts = new Stack();
  private final CompletableFuture<Optional<Throwable>> over = new CompletableFuture<>();
  private final OrganisationDirectory directory;
  private final ServerAddress self;
  private final ServerSettings settings;

  private BallotNode(OrganisationDirectory directory, ServerAddress self, ServerSettings settings) {
    this.directory = directory;
    this.self = self;
    this.settings = settings;
  }

  /**
   * Starts the server; it listens when this returns, and takes part in the log soon after.
   *
   * @throws Fault {@code already-running}, {@code cannot-listen}, or what is wrong with its files
   */
  public static BallotNode start(
      OrganisationDirectory directory, ServerId id, ServerSettings settings)
      throws Fault, IOException {
    Organisation organisation = directory.read();
    BallotNode node = new BallotNode(directory, organisation.server(id), settings);
    try {
      node.open(organisation);
      return node;
    } catch (Fault | IOException | RuntimeException e) {
      node.closeAfter(e);
      throw e;
    }
  }

  private void closeAfter(Exception failed) {
    try {
      close();
    } catch (IOException e) {
      failed.addSuppressed(e);
    }
  }

  private void open(Organisation organisation) throws Fault, IOException {
    Path data = directory.data(self.id());
    parts.push(DataLock.take(data));
    PidFile pid = PidFile.in(data);
    pid.write();
    parts.push(pid::delete);
    Identity identity = directory.nodeIdentity(self.id());
    FileDisk disk = FileDisk.ownerOnly();
    InstantSource clock = InstantSource.system();
    SettlementRelay relay = new SettlementRelay(self.id());
    ReplicatedStore store = ReplicatedStore.open(disk, data.resolve("valid"), StoreOptions.DEFAULT);
    parts.push(store);
    BallotReplica replica = BallotReplica.rebuilding(store, relay);
    InvalidStore invalid = parts.push(InvalidStore.open(disk, data.resolve("invalid"), clock));
    PendingFiles pending = parts.push(PendingFiles.open(disk, data.resolve("pending")));
    Tables tables = new Tables(replica, pending, invalid);
    RaftBallotLog log = parts.push(startLog(organisation, replica, store, identity));
    Environment around = new Environment(clock, new SecureRandom(), disk, data);
    BallotServer server = new BallotServer(self.id(), tables, relay, limits(), around);
    Duration period = settings.millis(ServerKey.RECONCILER_PERIOD_MILLIS);
    parts.push(ReconcilerDaemon.start(server, log, clock, period));
    RemotePeers peers = parts.push(peers(organisation, self.id(), identity));
    parts.push(serve(new Administration(server, log, around), server, log, peers, identity));
    LocalVoting voting = parts.push(new LocalVoting(server));
    parts.push(MountDoor.open(data, voting));
    replica.awaitRebuilt();
    LOG.info("server {} serves at {}", self.id(), self.api());
  }

  private RaftBallotLog startLog(
      Organisation organisation, BallotReplica replica, ReplicatedStore store, Identity identity)
      throws IOException {
    RaftSettings raft =
        new RaftSettings(
            self.id(),
            organisation.servers().stream()
                .map(it -> new RaftMember(it.id(), it.host(), it.raftPort()))
                .toList(),
            directory.data(self.id()),
            new RaftTiming(
                settings.millis(ServerKey.ELECTION_TIMEOUT_MILLIS),
                settings.millis(ServerKey.APPEND_TIMEOUT_MILLIS)),
            Optional.of(identity),
            new SnapshotInterval(
                settings.get(ServerKey.SNAPSHOT_MIB) << 20,
                settings.get(ServerKey.SNAPSHOT_ENTRIES)));
    return RaftBallotLog.start(raft, replica, store, InstantSource.system(), this::failed);
  }

  private ServerLimits limits() {
    ServerLimits standard = ServerLimits.DEFAULT;
    return new ServerLimits(
        (int) settings.get(ServerKey.PENDING_FILES),
        (int) settings.get(ServerKey.OPEN_FILES),
        Duration.ofSeconds(settings.get(ServerKey.OPEN_SECONDS)),
        standard.claimsPerEntry(),
        standard.bytesPerEntry(),
        standard.resendAfter(),
        settings.get(ServerKey.RESERVED_MIB) << 20);
  }

  /** The other servers, as a node of the organisation reaches them. */
  static RemotePeers peers(Organisation organisation, ServerId self, Identity identity) {
    return new RemotePeers(
        organisation.servers().stream()
            .filter(it -> !it.id().equals(self))
            .map(it -> new RemoteBallotServer(it.id(), it.apiAddress(), identity))
            .toList());
  }

  private BallotApi serve(
      Administration administration,
      BallotServer server,
      RaftBallotLog log,
      RemotePeers peers,
      Identity identity)
      throws Fault {
    ApiParts shown =
        new ApiParts(
            server,
            administration,
            new Closing(administration, server, peers),
            new Fsck(server.tables(), peers),
            () -> standing(log.status()));
    return BallotApi.start(self.apiAddress(), identity, shown);
  }

  private static LogStanding standing(RaftStatus status) {
    return new LogStanding(
        status.role().name().toLowerCase(Locale.ROOT),
        status.leader(),
        status.term(),
        status.applied(),
        Math.max(0, status.committed().value() - status.applied().value()));
  }

  private void failed(Throwable cause) {
    LOG.error("server {} can go on no longer", self.id(), cause);
    over.complete(Optional.of(cause));
  }

  /** Asks the server to end: {@link #awaitEnd} returns. */
  public void end() {
    over.complete(Optional.empty());
  }

  /**
   * Waits until the server was asked to end.
   *
   * @throws Fault {@code server-failed} when it can go on no longer
   */
  public void awaitEnd() throws Fault {
    Optional<Throwable> cause = over.join();
    if (cause.isPresent()) {
      throw new Fault(
          FaultKind.BROKEN,
          "server-failed",
          "server %s had to stop: %s; what it recorded is kept, and it goes on when it is started again"
              .formatted(self.id(), said(cause.get())),
          cause.get());
    }
  }

  /** The message of the first cause, which is what happened. */
  private static String said(Throwable failure) {
    Throwable first = failure;
    for (Throwable cause = first.getCause(); cause != null; cause = cause.getCause()) {
      first = cause;
    }
    String message = first.getMessage();
    return message == null ? first.getClass().getSimpleName() : message;
  }

  /** Closes what was opened, from above; what was recorded is durable already. */
  @Override
  public void close() throws IOException {
    parts.close();
  }
}
