package org.ostraka.ballot.raft;

import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.apache.ratis.util.ExitUtils;
import org.ostraka.ballot.box.BallotReplica;
import org.ostraka.ballot.box.Entry;
import org.ostraka.ballot.box.EntryCodec;
import org.ostraka.ballot.box.SnapshotStore;
import org.ostraka.ballot.server.BallotLog;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * The ballot log in production: a Raft group of the organisation's servers, of which this is one.
 *
 * <p><b>Invariant.</b> A server whose disk was lost neither votes nor counts before it holds
 * everything again: it waits outside the group until the others have counted it out, is filled by
 * the leader, and counts when it has caught up. {@link #FIRST_START} tells a new server from one
 * that lost its disk.
 */
public final class RaftBallotLog implements BallotLog, Closeable {

  /**
   * The marker file in a server's data directory that allows it to begin a new group with an empty
   * log. Made once, when the organisation is made; removed at the first start.
   */
  public static final String FIRST_START = "first-start";

  private final RaftNode node;
  private final EntrySender sender;
  private final LogClient client;

  private RaftBallotLog(RaftNode node, EntrySender sender, LogClient client) {
    this.node = node;
    this.sender = sender;
    this.client = client;
  }

  /**
   * Starts this server: it listens when this returns. Finding the other servers, and being filled
   * by them after the loss of a disk, goes on behind.
   *
   * @param replica applies the log from here on; nobody else may apply to it or close its store
   *     before {@link #close} has returned
   * @param snapshots the same tables that the replica stands on
   * @param clock gives the stamps when this server leads
   * @param failed is told, once and on a thread of its own, why this server can go on no longer;
   *     then it takes no part in the log any more. The process should end; a restart continues
   * @throws IOException if the log is damaged, its port is taken or its disk fails; the message
   *     says what to do
   */
  public static RaftBallotLog start(
      RaftSettings settings,
      BallotReplica replica,
      SnapshotStore snapshots,
      InstantSource clock,
      Consumer<Throwable> failed)
      throws IOException {
    keepProcess();
    return RaftStart.start(settings, replica, snapshots, clock, failed);
  }

  /** Ratis ends the process when a port is taken, and when any thread of it throws. */
  private static void keepProcess() {
    Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
    ExitUtils.disableSystemExit();
    Thread.setDefaultUncaughtExceptionHandler(handler);
  }

  static RaftBallotLog of(RaftNode node, EntrySender sender, LogClient client) {
    return new RaftBallotLog(node, sender, client);
  }

  /**
   * Appends the entry and waits until the leader has applied it.
   *
   * @throws Fault UNAVAILABLE {@code no-majority} when the time of {@link RaftTiming} is over, with
   *     the servers that did not answer; TOO_LARGE when the entry has more than 4 MiB; BUSY when
   *     the leader had no room for it
   */
  @Override
  public Appended append(Entry entry) throws Fault, InterruptedException {
    byte[] bytes = EntryCodec.encode(entry);
    if (bytes.length > RatisProperties.MAX_ENTRY_BYTES) {
      throw new Fault(
          FaultKind.TOO_LARGE,
          "entry-too-large",
          "an entry of %d bytes: at most %d"
              .formatted(bytes.length, RatisProperties.MAX_ENTRY_BYTES));
    }
    return appendEncoded(bytes);
  }

  Appended appendEncoded(byte[] entry) throws Fault, InterruptedException {
    return sender.send(UnsafeByteOperations.unsafeWrap(entry));
  }

  @Override
  public boolean leads() {
    return node.leads();
  }

  /** How this server stands, as far as it knows. */
  public RaftStatus status() {
    return node.status();
  }

  RaftNode node() {
    return node;
  }

  /** Leaves the group in order: applies what is committed and stops. */
  @Override
  public void close() throws IOException {
    node.close();
    client.close();
  }
}
