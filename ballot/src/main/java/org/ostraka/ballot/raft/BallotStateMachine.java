package org.ostraka.ballot.raft;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.LifeCycle;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.box.BallotReplica;
import org.ostraka.ballot.box.Entry;
import org.ostraka.ballot.box.MalformedEntryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replica as Ratis sees it: stamps entries on the leader, applies them in order on every
 * server, and copies tables out and in.
 *
 * <p><b>Invariants.</b> No entry is skipped: a failure to apply one stops the server before the
 * next. {@code getLastAppliedTermIndex} never goes back, and every entry up to it is in the tables.
 */
final class BallotStateMachine extends BaseStateMachine {
  private static final Logger LOG = LoggerFactory.getLogger(BallotStateMachine.class);
  private static final String MARK = "snapshot";

  /** More bytes than the entry that closes an election has. */
  private static final int LONGEST_CLOSING = 500;

  private final BallotReplica replica;
  private final InstantSource clock;
  private final SnapshotKeeper snapshots;
  private final TableTransfer transfer;
  private final Keeper keeper;
  private final ReloadReminder reminder = new ReloadReminder();

  /** Held while an entry is applied or the tables are replaced. */
  private final Object tables = new Object();

  /** Why no further entry can be applied, if so. */
  private volatile @Nullable RuntimeException broken;

  /** The term in which an election was closed, while the log still holds its claims; or -1. */
  private long closedTerm = -1;

  /** What this machine tells the server around it. */
  interface Keeper {
    /** The server cannot go on; may be called more than once, from any thread. */
    void failed(Throwable cause);

    /** An entry is applied here. */
    void applied(long index);

    /** A snapshot should be taken soon. */
    void snapshotDue();

    /** Another term should begin soon, if this server leads in this one. */
    void termDue(long term);

    /** Ratis took this machine out of service, for a close or after a failure of its own. */
    void closed();
  }

  BallotStateMachine(
      BallotReplica replica,
      InstantSource clock,
      SnapshotKeeper snapshots,
      TableTransfer transfer,
      Keeper keeper) {
    this.replica = replica;
    this.clock = clock;
    this.snapshots = snapshots;
    this.transfer = transfer;
    this.keeper = keeper;
  }

  @Override
  public void initialize(RaftServer server, RaftGroupId groupId, RaftStorage storage)
      throws IOException {
    super.initialize(server, groupId, storage);
    Path mark = storage.getStorageDir().getStateMachineDir().toPath().resolve(MARK);
    getLifeCycle()
        .startAndTransition(
            () -> setLastAppliedTermIndex(snapshots.open(mark, replica.applied())),
            IOException.class);
  }

  @Override
  public TransactionContext startTransaction(RaftClientRequest request) throws IOException {
    ByteString content = request.getMessage().getContent();
    Instant stamp = replica.stampAt(clock.instant());
    ByteString logRecord = StampedEntry.encode(stamp, content);
    TransactionContext.Builder transaction =
        TransactionContext.newBuilder()
            .setStateMachine(this)
            .setClientRequest(request)
            .setLogData(logRecord);
    try {
      // Decoded here, where requests run beside each other, and not again when it is applied.
      return transaction.setStateMachineContext(StampedEntry.decode(logRecord)).build();
    } catch (MalformedEntryException e) {
      TransactionContext refused = transaction.build();
      refused.setException(e);
      return refused;
    }
  }

  @Override
  public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
    LogEntryProto logEntry = transaction.getLogEntry();
    ByteString logRecord = logEntry.getStateMachineLogEntry().getLogData();
    TermIndex place = TermIndex.valueOf(logEntry);
    AppendReply reply;
    boolean due;
    synchronized (tables) {
      reply = applyOnce(place, decodedOrNull(transaction), logRecord);
      advance(place);
      due = snapshots.applied(logRecord.size());
      if (due) {
        snapshots.asked();
      }
    }
    if (due) {
      keeper.snapshotDue();
    }
    keeper.applied(place.getIndex());
    return CompletableFuture.completedFuture(reply.toMessage());
  }

  private static @Nullable StampedEntry decodedOrNull(TransactionContext transaction) {
    return transaction.getStateMachineContext() instanceof StampedEntry decoded ? decoded : null;
  }

  private AppendReply applyOnce(
      TermIndex place, @Nullable StampedEntry decoded, ByteString logRecord) {
    LogIndex index = new LogIndex(place.getIndex());
    try {
      if (index.compareTo(replica.applied()) <= 0) {
        noticeAgain(place, logRecord);
        return new AppendReply.Forgotten();
      }
      if (broken != null) {
        throw new IOException("an earlier entry could not be applied");
      }
      return new AppendReply.Decided(apply(place, decoded, logRecord));
    } catch (IOException e) {
      throw stop(index, new UncheckedIOException(e));
    } catch (RuntimeException e) {
      throw stop(index, e);
    } catch (Error e) {
      stop(index, new IllegalStateException(e));
      throw e;
    }
  }

  /**
   * Ratis closes the server when applying throws, and never when a future fails. What is around it
   * is told by {@link #close}: whoever closed the server before Ratis has seen the failure would
   * wait for the applying thread for ever.
   */
  private RuntimeException stop(LogIndex index, RuntimeException cause) {
    broken = broken == null ? cause : broken;
    LOG.error("Entry {} cannot be applied: this server stops", index, cause);
    return cause;
  }

  private Optional<Refusal> apply(
      TermIndex place, @Nullable StampedEntry decoded, ByteString logRecord) throws IOException {
    LogIndex index = new LogIndex(place.getIndex());
    try {
      StampedEntry entry = decoded == null ? StampedEntry.decode(logRecord) : decoded;
      notice(place, entry.entry());
      return Optional.ofNullable(replica.apply(index, entry.stamp(), entry.entry()).refusal());
    } catch (MalformedEntryException e) {
      if (StampedEntry.isNewer(logRecord)) {
        throw new IOException(
            "entry %s is of a newer program: update this server".formatted(index), e);
      }
      // The same on every server of this version, so all agree that it means nothing.
      LOG.error("Entry {} is malformed and has no effect: {}", index, e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * The log holds voters beside their ballots. When an election is closed, it shall forget them: it
   * is cut whole as soon as a new term has begun, because Ratis then begins a new segment, and
   * removes none that it still writes to.
   */
  private void notice(TermIndex place, Entry entry) {
    if (entry instanceof Entry.ElectionClosed) {
      closedTerm = place.getTerm();
      keeper.termDue(closedTerm);
    }
  }

  /** This server ended before it had cut the log. */
  private void noticeAgain(TermIndex place, ByteString logRecord) {
    try {
      if (logRecord.size() < LONGEST_CLOSING) {
        notice(place, StampedEntry.decode(logRecord).entry());
      }
    } catch (MalformedEntryException e) {
      LOG.debug("malformed, as was said when it was applied", e);
    }
  }

  private void advance(TermIndex place) {
    if (place.compareTo(getLastAppliedTermIndex()) > 0) {
      updateLastAppliedTermIndex(place);
    }
    if (closedTerm >= 0 && place.getTerm() > closedTerm) {
      closedTerm = -1;
      snapshots.keepNothing();
      keeper.snapshotDue();
    }
  }

  /** Entries of Ratis itself, which no table shows. */
  @Override
  public void notifyTermIndexUpdated(long term, long index) {
    synchronized (tables) {
      advance(TermIndex.valueOf(term, index));
    }
  }

  @Override
  public long takeSnapshot() throws IOException {
    synchronized (tables) {
      if (broken != null) {
        throw new IOException("no snapshot after a failure");
      }
      TermIndex applied = getLastAppliedTermIndex();
      LogIndex least = new LogIndex(snapshots.nextPlace(applied).getIndex());
      return snapshots.taken(applied, replica.store().flushTo(least));
    }
  }

  @Override
  public @Nullable SnapshotInfo getLatestSnapshot() {
    return snapshots.latestOrNull();
  }

  /** Other servers ask for a copy of the tables; what is empty asks for nothing. */
  @Override
  public CompletableFuture<Message> query(Message request) {
    if (request.getContent().isEmpty()) {
      return CompletableFuture.completedFuture(Message.EMPTY);
    }
    try {
      ByteString answer = transfer.answer(request.getContent(), this::getLastAppliedTermIndex);
      return CompletableFuture.completedFuture(Message.valueOf(answer));
    } catch (IOException e) {
      LOG.warn("A copy of the tables was not served: {}", e.getMessage());
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public CompletableFuture<TermIndex> notifyInstallSnapshotFromLeader(
      RoleInfoProto role, TermIndex first) {
    if (getLastAppliedTermIndex().getIndex() < 0 && first.getIndex() <= 0) {
      return CompletableFuture.completedFuture(null); // the leader's log holds everything
    }
    RaftPeerId leader = RaftPeerId.valueOf(role.getFollowerInfo().getLeaderInfo().getId().getId());
    reminder.forgetEarlier();
    return transfer.fetch(leader, replica::applied, this::install, () -> awaitReload(first));
  }

  private void awaitReload(TermIndex first) throws InterruptedException {
    reminder.awaitReload(getServer().join(), first);
  }

  /** Takes over another server's tables, which reflect the log at least up to {@code place}. */
  private void install(TermIndex place, TableTransfer.Swap swap) {
    synchronized (tables) {
      LogIndex index = new LogIndex(place.getIndex());
      try {
        swap.replaceTables();
        replica.reload();
        snapshots.installed(place, replica.applied());
      } catch (IOException e) {
        throw end(index, new UncheckedIOException(e)); // box and tables may differ now
      } catch (RuntimeException e) {
        throw end(index, e);
      }
      advance(place);
    }
    LOG.info("Holds the log up to entry {} by another server's tables", place.getIndex());
  }

  /** Ratis tries again when a fetch fails, so it is ended from here. */
  private RuntimeException end(LogIndex index, RuntimeException cause) {
    RuntimeException stopped = stop(index, cause);
    keeper.failed(stopped);
    return stopped;
  }

  @Override
  public void pause() {
    getLifeCycle().transition(LifeCycle.State.PAUSING);
    getLifeCycle().transition(LifeCycle.State.PAUSED);
  }

  /** Nothing to load: the tables were replaced before Ratis was told. */
  @Override
  public void reinitialize() {
    getLifeCycle().transition(LifeCycle.State.STARTING);
    getLifeCycle().transition(LifeCycle.State.RUNNING);
    reminder.reloaded();
  }

  @Override
  public void notifyLogFailed(Throwable cause, @Nullable LogEntryProto entry) {
    keeper.failed(cause);
  }

  @Override
  public void close() {
    RuntimeException cause = broken;
    if (cause == null) {
      keeper.closed();
    } else {
      keeper.failed(cause);
    }
  }
}
