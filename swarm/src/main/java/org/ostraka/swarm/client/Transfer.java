package org.ostraka.swarm.client;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.DiskFaults;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.Proof;
import org.ostraka.swarm.store.StoredFile;
import org.ostraka.swarm.wire.RateLimit;

/** One file that is shared, and fetched as long as it is not complete: what its threads share. */
final class Transfer {

  /** What a transfer needs of the client that it belongs to. */
  interface Client {
    void post(ClientEvent event) throws InterruptedException;

    Workshop workshop();

    UploadSlots slots();

    void check(PeerLink from, MapMessage.Voucher voucher);
  }

  private static final int VOUCHERS = 64;

  private final Client client;
  private final StoredFile file;
  private final RateLimit upload;
  private final RateLimit download;
  private final Map<Integer, Proof> proofs = new ConcurrentHashMap<>();
  private final Set<NodeId> shunned = ConcurrentHashMap.newKeySet();
  private final Set<MapMessage.Voucher> vouchersSeen = ConcurrentHashMap.newKeySet();
  private final AtomicLong uploaded = new AtomicLong();
  private final AtomicLong redundant = new AtomicLong();

  Transfer(Client client, StoredFile file, RateLimit upload, RateLimit download) {
    this.client = client;
    this.file = file;
    this.upload = upload;
    this.download = download;
  }

  FileKey key() {
    return file.key();
  }

  StoredFile file() {
    return file;
  }

  RateLimit uploadLimit() {
    return upload;
  }

  RateLimit downloadLimit() {
    return download;
  }

  Workshop workshop() {
    return client.workshop();
  }

  void post(ClientEvent event) throws InterruptedException {
    client.post(event);
  }

  /** Posts from a thread that is about to end. */
  void tell(ClientEvent event) {
    try {
      post(event);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  void left(PeerLink peer) {
    client.slots().leaves(peer.id());
  }

  boolean admits(PeerLink peer) {
    return client.slots().admits(peer.id());
  }

  void vouched(PeerLink from, MapMessage.Voucher voucher) {
    client.check(from, voucher);
  }

  /** Whether a voucher is worth checking: a signature costs much, and every peer passes it on. */
  boolean takeVoucher(MapMessage.Voucher voucher) {
    if (vouchersSeen.size() >= VOUCHERS) {
      vouchersSeen.clear();
    }
    return voucher.key().equals(key()) && vouchersSeen.add(voucher);
  }

  /** Keeps a proof that has been checked, until its fragment is held. */
  void proven(Proof proof) {
    if (!file.holds(proof.fragment())) {
      proofs.put(proof.fragment(), proof);
    }
  }

  @Nullable Proof proofOrNull(int fragment) {
    return proofs.get(fragment);
  }

  /** All blocks are written: the fragment is held, and its proof in the tree. */
  void hold(int fragment, String peer) throws IOException {
    Proof proof = proofs.get(fragment);
    if (proof == null) {
      throw new IOException("fragment " + fragment + " has no proof");
    }
    file.hold(proof, peer);
    proofs.remove(fragment);
  }

  /** Makes durable what has arrived, off this thread; a machine that stops loses seconds. */
  void flush() {
    Thread.ofVirtual()
        .name("swarm-flush")
        .start(() -> {
          try {
            file.makeDurable();
          } catch (IOException e) {
            fail(e);
          }
        });
  }

  /** A node that broke the rules or sent wrong data is not met again for this file. */
  void shun(NodeId node) {
    shunned.add(node);
  }

  boolean isShunned(NodeId node) {
    return shunned.contains(node);
  }

  int shunned() {
    return shunned.size();
  }

  void uploaded(int bytes) {
    uploaded.addAndGet(bytes);
  }

  long uploaded() {
    return uploaded.get();
  }

  void redundant(int bytes) {
    redundant.addAndGet(bytes);
  }

  long redundant() {
    return redundant.get();
  }

  void fail(IOException failure) {
    tell(new ClientEvent.Failed(key(), DiskFaults.of(failure, file.about().content())));
  }
}
