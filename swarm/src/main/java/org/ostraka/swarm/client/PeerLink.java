package org.ostraka.swarm.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;
import org.ostraka.swarm.ErrorCode;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.Message;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.PeerMessage;
import org.ostraka.swarm.Proof;
import org.ostraka.swarm.Run;
import org.ostraka.swarm.SessionMessage;
import org.ostraka.swarm.store.BlockHasher;
import org.ostraka.swarm.wire.BlockSource;
import org.ostraka.swarm.wire.Connection;
import org.ostraka.swarm.wire.WireException;

/**
 * A connection with a peer for one file. Its reading thread serves what the peer asks, and passes
 * what the peer gives to the workshop and what it says to the owner of the download.
 */
final class PeerLink {
  private static final AtomicLong LAST_ID = new AtomicLong();

  private final long id = LAST_ID.incrementAndGet();
  private final Connection connection;
  private final Transfer transfer;
  private final boolean initiated;
  private final AtomicLong uploaded = new AtomicLong();
  private final AtomicLong downloaded = new AtomicLong();

  /** What was asked for and has not been answered, with whether a proof is due. */
  private final Map<Run, Boolean> asked = new ConcurrentHashMap<>();

  private final Map<Integer, Boolean> proofsDue = new ConcurrentHashMap<>();
  private boolean mapped;

  PeerLink(Connection connection, Transfer transfer, boolean initiated) {
    this.connection = connection;
    this.transfer = transfer;
    this.initiated = initiated;
  }

  long id() {
    return id;
  }

  Transfer transfer() {
    return transfer;
  }

  NodeId node() {
    return connection.hello().node();
  }

  String name() {
    return connection.name();
  }

  /** Whether this client opened the connection. */
  boolean initiated() {
    return initiated;
  }

  Connection connection() {
    return connection;
  }

  long uploaded() {
    return uploaded.get();
  }

  long downloaded() {
    return downloaded.get();
  }

  void send(Message message) {
    connection.send(message);
  }

  void sendSoon(Message message) {
    connection.sendSoon(message);
  }

  void ask(Run run, boolean proof) {
    asked.put(run, true);
    if (proof) {
      proofsDue.put(run.fragment(), true);
    }
    connection.send(new PeerMessage.Ask(run, proof));
  }

  void cancel(Run run) {
    connection.send(new PeerMessage.Cancel(run));
  }

  /** Reads to the end of the connection. */
  void serve() throws IOException, InterruptedException {
    for (Message message = next(); message != null; message = next()) {
      receive(message);
    }
  }

  private @Nullable Message next() throws IOException {
    return connection.readOrNull(transfer.downloadLimit());
  }

  private void receive(Message message) throws IOException, InterruptedException {
    if (!mapped
        && message instanceof PeerMessage
        && !(message instanceof PeerMessage.HoldingsMap)) {
      throw new WireException(ErrorCode.UNEXPECTED, "MAP comes first");
    }
    switch (message) {
      case PeerMessage peer -> receivePeer(peer);
      case SessionMessage.Ping m -> send(new SessionMessage.Pong(m.nonce()));
      case SessionMessage.Pong _ -> {}
      case SessionMessage.Bye _ -> connection.cut();
      case SessionMessage.ErrorReport m -> reported(m);
      case MapMessage.Voucher m -> transfer.vouched(this, m);
      default -> throw new WireException(ErrorCode.UNEXPECTED, "a peer may not say this");
    }
  }

  private void reported(SessionMessage.ErrorReport error) {
    ErrorCode code = ErrorCode.taken(error.code());
    if (code.shuns()) {
      transfer.shun(node());
    }
    if (code.closes() || code == ErrorCode.UNKNOWN_FILE) {
      connection.cut();
    }
  }

  private void receivePeer(PeerMessage message) throws IOException, InterruptedException {
    switch (message) {
      case PeerMessage.HoldingsMap m -> map(m);
      case PeerMessage.Have m -> did(new DownloadEvent.Has(id, require(m.fragment())));
      case PeerMessage.Intent m ->
          did(new DownloadEvent.Intends(id, require(m.fragment()), m.taking()));
      case PeerMessage.Ask m -> asks(m);
      case PeerMessage.Cancel m -> cancels(m.run());
      case PeerMessage.Proven m -> proves(m.proof());
      case PeerMessage.Blocks m -> blocks(m.run(), m.octets());
      case PeerMessage.Refused m -> refused(m);
      case PeerMessage.Attach _ ->
          throw new WireException(ErrorCode.UNEXPECTED, "a connection is for one file");
    }
  }

  private void did(DownloadEvent event) throws InterruptedException {
    transfer.post(new ClientEvent.PeerDid(this, event));
  }

  private int require(int fragment) throws WireException {
    if (!key().hasFragment(fragment)) {
      throw new WireException(ErrorCode.MALFORMED, "there is no fragment " + fragment);
    }
    return fragment;
  }

  private FileKey key() {
    return transfer.key();
  }

  private void map(PeerMessage.HoldingsMap m) throws WireException, InterruptedException {
    if (mapped || m.holdings().fragments() != key().fragments()) {
      throw new WireException(ErrorCode.UNEXPECTED, "MAP comes once, for the file's fragments");
    }
    mapped = true;
    did(new DownloadEvent.Joined(id, m.holdings()));
  }

  private void asks(PeerMessage.Ask m) throws IOException {
    Run run = m.run();
    if (!run.isOf(key())) {
      throw new WireException(ErrorCode.MALFORMED, "the fragment does not have these blocks");
    }
    if (!transfer.file().holds(run.fragment())) {
      send(new PeerMessage.Refused(run, PeerMessage.Refusal.NOT_HELD));
    } else if (!transfer.admits(this)) {
      send(new PeerMessage.Refused(run, PeerMessage.Refusal.BUSY));
    } else {
      if (m.proof()) {
        send(new PeerMessage.Proven(transfer.file().proof(run.fragment())));
      }
      connection.sendBlocks(run, new Upload());
    }
  }

  /** Reads what the peer asked for, when its turn has come. */
  private final class Upload implements BlockSource {
    @Override
    public int bytes(Run run) {
      return run.bytes(key());
    }

    @Override
    public void read(Run run, ByteBuffer target) throws IOException, InterruptedException {
      int bytes = bytes(run);
      transfer.uploadLimit().acquire(bytes);
      transfer.file().read(run, target);
      uploaded.addAndGet(bytes);
      transfer.uploaded(bytes);
    }
  }

  private void cancels(Run run) {
    if (connection.cancelBlocks(run)) {
      send(new PeerMessage.Refused(run, PeerMessage.Refusal.CANCELLED));
    }
  }

  private void refused(PeerMessage.Refused m) throws WireException, InterruptedException {
    if (asked.remove(m.run()) == null) {
      throw new WireException(ErrorCode.UNEXPECTED, "this was not asked for");
    }
    did(new DownloadEvent.Refused(id, m.run(), m.reason()));
  }

  private void proves(Proof proof) throws WireException {
    if (proofsDue.remove(proof.fragment()) == null) {
      throw new WireException(ErrorCode.UNEXPECTED, "this proof was not asked for");
    }
    if (!proof.verifies(key())) {
      transfer.shun(node());
      throw new WireException(ErrorCode.BAD_DATA, "the proof does not lead to the root");
    }
    transfer.proven(proof);
  }

  private void blocks(Run run, ByteBuffer octets) throws WireException, InterruptedException {
    if (asked.remove(run) == null) {
      throw new WireException(ErrorCode.UNEXPECTED, "these blocks were not asked for");
    }
    if (!run.isOf(key()) || octets.remaining() != run.bytes(key())) {
      throw new WireException(ErrorCode.MALFORMED, "the blocks have another length");
    }
    downloaded.addAndGet(octets.remaining());
    transfer.workshop().submit(octets.remaining(), () -> compare(run, octets));
  }

  /** On a worker: each block against its leaf, then to disk. */
  private void compare(Run run, ByteBuffer octets) {
    try {
      int bytes = octets.remaining();
      Proof proof = transfer.proofOrNull(run.fragment());
      if (proof == null) {
        if (!transfer.file().holds(run.fragment())) {
          connection.close(ErrorCode.UNEXPECTED, "the proof comes before the blocks");
          return;
        }
        transfer.redundant(bytes);
      } else if (matches(proof, run, octets)) {
        transfer.file().write(run, octets);
      } else {
        transfer.shun(node());
        connection.close(ErrorCode.BAD_DATA, "a block differs from its digest");
        return;
      }
      did(new DownloadEvent.Stored(id, run, bytes));
    } catch (IOException e) {
      transfer.fail(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean matches(Proof proof, Run run, ByteBuffer octets) {
    List<Digest> digests = BlockHasher.digests(octets);
    return digests.equals(proof.leaves().subList(run.first(), run.first() + run.count()));
  }
}
