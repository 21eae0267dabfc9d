package org.ostraka.ballot.raft;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.ratis.protocol.GroupManagementRequest;
import org.apache.ratis.protocol.LeaderElectionManagementRequest;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SnapshotManagementRequest;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.util.ExitUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This server's part in the group, from its start to its end. */
final class RaftNode
    implements BallotStateMachine.Keeper, EntrySender.Servers, CommitNews.Leader, Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(RaftNode.class);
  private static final long SNAPSHOT_TIMEOUT_MILLIS = 60_000;
  private static final long QUIET_MILLIS = 20;
  private static final Duration HEARD = Duration.ofSeconds(1);
  private static final long RETRY_MILLIS = 500;
  private static final int MAX_TRIES = 30;

  /** What helps a server that lost something. */
  static final String REMEDY = "the other servers fill it again";

  private final RaftSettings settings;
  private final Group group;
  private final LogClient client;
  private final TableTransfer transfer;
  private final Consumer<Throwable> failed;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final CommitNews news = new CommitNews(this);
  private volatile @Nullable RaftServer server;
  private volatile boolean refilling;
  private @Nullable Thread refiller;

  RaftNode(
      RaftSettings settings,
      Group group,
      LogClient client,
      TableTransfer transfer,
      Consumer<Throwable> failed) {
    this.settings = settings;
    this.group = group;
    this.client = client;
    this.transfer = transfer;
    this.failed = failed;
  }

  /** Starts the server as its directory demands; a refill goes on behind. */
  void start(RaftServer.Builder builder) throws IOException {
    LogDirectory directory = new LogDirectory(settings);
    builder.setOption(RaftStorage.StartupOption.RECOVER);
    if (directory.isFormatted()) {
      startAgain(builder, directory);
    } else if (directory.mayBegin()) {
      startFirst(builder, directory);
    } else {
      startEmpty(builder, directory);
    }
  }

  private void startAgain(RaftServer.Builder builder, LogDirectory directory) throws IOException {
    directory.begun();
    directory.cutTornTail();
    if (directory.isRefilling()) {
      LOG.info("Was stopped while the other servers filled it, and goes on with that");
      RaftServer started = launch(builder.setGroup(group.joining()));
      refill(directory, () -> joinQuietly(started, new Membership(client, group)));
    } else {
      launch(builder.setGroup(group.complete()));
    }
  }

  private void startFirst(RaftServer.Builder builder, LogDirectory directory) throws IOException {
    directory.clear();
    LOG.info("Begins an empty log");
    launch(builder.setGroup(group.complete()));
    directory.begun();
  }

  private void startEmpty(RaftServer.Builder builder, LogDirectory directory) throws IOException {
    directory.clear();
    LOG.warn(
        "The log of this server is gone and it is no new server: it lost its disk. It takes no part until the other servers have filled it again");
    RaftServer started = launch(builder);
    refill(directory, () -> joinEmpty(started, directory));
  }

  private RaftServer launch(RaftServer.Builder builder) throws IOException {
    RaftServer built = builder.build();
    server = built;
    try {
      built.start();
    } catch (ExitUtils.ExitException e) {
      throw new IOException(
          "server %s cannot listen at %s: is it running already?"
              .formatted(settings.self(), settings.member(settings.self()).address()),
          e);
    } catch (RuntimeException e) {
      throw new IOException(
          "server %s cannot open its log: %s".formatted(settings.self(), reason(e)), e);
    }
    return built;
  }

  private String reason(Throwable failure) {
    Throwable root = failure;
    for (Throwable at = failure; at != null; at = at.getCause()) {
      root = at;
    }
    String message = String.valueOf(root.getMessage());
    return message.contains(REMEDY)
        ? message
        : "%s. Unless the reason is another one, it is damaged: remove %s and this server's tables, then start it, and %s"
            .formatted(message, settings.log(), REMEDY);
  }

  /** A step of a refill, which may take long. */
  private interface Refill {
    void run() throws IOException, InterruptedException;
  }

  private void refill(LogDirectory directory, Refill refill) {
    refilling = true;
    refiller =
        Thread.ofPlatform()
            .daemon()
            .name("ballot-refill")
            .start(() -> {
              try {
                refill.run();
                directory.refilled();
                refilling = false;
              } catch (IOException | RuntimeException e) {
                failed(e);
              } catch (InterruptedException e) {
                LOG.info("Stops before it was filled; the next start goes on");
              }
            });
  }

  private void joinEmpty(RaftServer started, LogDirectory directory)
      throws IOException, InterruptedException {
    Membership membership = new Membership(client, group);
    membership.leave();
    // From here on this is a new server, also after a restart.
    directory.refilling();
    started.groupManagement(
        GroupManagementRequest.newAdd(
            client.id(), group.self(), LogClient.newCall(), group.joining(), false));
    joinQuietly(started, membership);
  }

  /**
   * Joins without ever standing for election: while this server does not count, that would disturb
   * the others, and their leader would tell it to end.
   */
  private void joinQuietly(RaftServer started, Membership membership) throws InterruptedException {
    Thread quiet = Thread.ofVirtual().start(() -> pauseElections(started));
    try {
      membership.join();
    } finally {
      quiet.interrupt();
    }
    quiet.join();
    askForElections(
        started,
        LeaderElectionManagementRequest.newResume(
            client.id(), group.self(), Group.ID, LogClient.newCall()));
  }

  /** Ratis takes the request only from when the leader has spoken to this server. */
  private void pauseElections(RaftServer started) {
    try {
      while (!askForElections(
          started,
          LeaderElectionManagementRequest.newPause(
              client.id(), group.self(), Group.ID, LogClient.newCall()))) {
        Thread.sleep(QUIET_MILLIS);
      }
    } catch (InterruptedException e) {
      LOG.debug("joined before elections had to be paused", e);
    }
  }

  private static boolean askForElections(
      RaftServer started, LeaderElectionManagementRequest request) {
    try {
      return started.leaderElectionManagement(request).isSuccess();
    } catch (IOException | RuntimeException e) {
      LOG.debug("{} not now", request, e);
      return false;
    }
  }

  @Nullable RaftServer serverOrNull() {
    return server;
  }

  boolean leads() {
    RaftServer.Division division = divisionOrNull();
    return division != null && division.getInfo().isLeader() && division.getInfo().isLeaderReady();
  }

  RaftStatus status() {
    RaftServer.Division division = divisionOrNull();
    StatusView view = new StatusView(group, refilling);
    try {
      return view.of(division);
    } catch (IllegalStateException e) {
      LOG.debug("the group is just being opened", e);
      return view.of(null);
    }
  }

  private RaftServer.@Nullable Division divisionOrNull() {
    RaftServer running = server;
    if (running == null || ended.get()) {
      return null;
    }
    try {
      for (var id : running.getGroupIds()) {
        if (id.equals(Group.ID)) {
          return running.getDivision(id);
        }
      }
    } catch (IOException e) {
      LOG.debug("no group yet", e);
    }
    return null;
  }

  /** This server is asked directly, another one through the network. */
  @Override
  public Future<RaftClientReply> submit(RaftClientRequest request) {
    if (!request.getServerId().equals(group.self())) {
      return client.submit(request);
    }
    RaftServer running = server;
    if (running == null || ended.get()) {
      return CompletableFuture.failedFuture(new IOException("this server has stopped"));
    }
    try {
      return running.submitClientRequestAsync(request);
    } catch (IOException | RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public @Nullable RaftPeerId leaderOrNull() {
    RaftServer.Division division = divisionOrNull();
    return division == null ? null : division.getInfo().getLeaderId();
  }

  @Override
  public void failed(Throwable cause) {
    if (ended.compareAndSet(false, true)) {
      Thread.ofPlatform()
          .name("ballot-log-failed")
          .start(() -> {
            closeServer();
            failed.accept(cause);
          });
    }
  }

  @Override
  public void closed() {
    failed(new IOException("this server was taken out of the log; the reason stands above"));
  }

  @Override
  public void applied(long index) {
    news.committed(index);
  }

  @Override
  public boolean endsWith(long index) {
    RaftServer.Division division = divisionOrNull();
    return division != null
        && division.getInfo().isLeader()
        && division.getRaftLog().getNextIndex() == index + 1;
  }

  @Override
  public boolean isHeld(long index) {
    RaftServer.Division division = divisionOrNull();
    return division == null || new StatusView(group, refilling).isHeld(division, index);
  }

  @Override
  public void tell() {
    Future<RaftClientReply> heard = submit(client.touch(group.self(), HEARD));
    LOG.trace("what is committed is told: {}", heard);
  }

  @Override
  public void snapshotDue() {
    RaftServer running = server;
    if (running != null && !ended.get()) {
      // Not on the caller's thread: it is the one that will take the snapshot.
      Thread.ofVirtual().start(() -> askForSnapshot(running));
    }
  }

  private void askForSnapshot(RaftServer running) {
    repeat(
        "a snapshot",
        () ->
            running
                .snapshotManagement(
                    SnapshotManagementRequest.newCreate(
                        client.id(),
                        group.self(),
                        Group.ID,
                        LogClient.newCall(),
                        SNAPSHOT_TIMEOUT_MILLIS,
                        1))
                .isSuccess());
  }

  @Override
  public void termDue(long term) {
    Thread.ofVirtual().start(() -> repeat("another leader", () -> hasLeft(term)));
  }

  /** Hands over to a follower that holds everything, so that nobody waits for an election. */
  private boolean hasLeft(long term) throws IOException {
    RaftStatus status = status();
    if (status.term() > term || !leads()) {
      return true;
    }
    RaftPeerId next =
        status.followers().stream()
            .filter(RaftStatus.Follower::votes)
            .min(
                Comparator.comparing(this::isSilent)
                    .thenComparingLong(RaftStatus.Follower::lag)
                    .thenComparing(RaftStatus.Follower::silent))
            .map(follower -> Group.peerId(follower.id()))
            .orElse(null);
    client.handOver(group.self(), next);
    return false;
  }

  private boolean isSilent(RaftStatus.Follower follower) {
    return follower.silent().compareTo(settings.timing().electionTimeout()) > 0;
  }

  /** Something that may not succeed at once. */
  private interface Attempt {
    boolean succeeds() throws IOException;
  }

  private void repeat(String what, Attempt attempt) {
    try {
      for (int tries = 0; tries < MAX_TRIES && !ended.get(); tries++) {
        if (succeeds(what, attempt)) {
          return;
        }
        Thread.sleep(RETRY_MILLIS << Math.min(tries, 5));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean succeeds(String what, Attempt attempt) {
    try {
      return attempt.succeeds();
    } catch (IOException | RuntimeException e) {
      LOG.info("Not now {}: {}", what, e.getMessage());
      return false;
    }
  }

  private void closeServer() {
    RaftServer running = server;
    try {
      if (running != null) {
        running.close();
      }
      transfer.close();
    } catch (IOException e) {
      LOG.warn("The log did not close in order", e);
    }
  }

  @Override
  public void close() {
    ended.set(true);
    if (refiller != null) {
      refiller.interrupt();
    }
    closeServer();
  }
}
