package org.ostraka.swarm.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.ErrorCode;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.Message;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.PeerMessage;
import org.ostraka.swarm.Run;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The peers of one transfer and what goes on with them. Belongs to the thread that owns the
 * client's state.
 */
final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final long LONGEST_REDIAL = 30_000;
  private static final long FIRST_REDIAL = 500;

  /** Of two clients that hear of each other at once, one waits this long before it connects. */
  private static final long COURTESY = 300;

  private final Transfer transfer;
  private final Download download;
  private final NodeId self;
  private final int mostPeers;
  private final Map<Long, PeerLink> peers = new LinkedHashMap<>();
  private final Map<NodeId, Known> known = new HashMap<>();
  private MapMessage.@Nullable Voucher voucher;
  private boolean finishing;

  /** A client that may be connected to. */
  private static final class Known {
    private Endpoint endpoint;
    private long nextDial;
    private long delay = FIRST_REDIAL;
    private boolean dialling;

    Known(Endpoint endpoint, long nextDial) {
      this.endpoint = endpoint;
      this.nextDial = nextDial;
    }
  }

  Exchange(Transfer transfer, NodeId self, int mostPeers) {
    this.transfer = transfer;
    this.self = self;
    this.mostPeers = mostPeers;
    this.download = new Download(transfer.key(), transfer.file().holdings(), new Random());
  }

  Transfer transfer() {
    return transfer;
  }

  Download download() {
    return download;
  }

  List<PeerLink> peers() {
    return List.copyOf(peers.values());
  }

  boolean isWanted() {
    return !transfer.file().about().complete();
  }

  /** Whether all is there and has to be put in its place; true once. */
  boolean takeFinish() {
    boolean ready = isWanted() && download.isComplete() && !finishing;
    finishing |= ready;
    return ready;
  }

  /** Somebody may share the file. */
  void hint(NodeId node, Endpoint endpoint, long now) {
    if (node.equals(self) || transfer.isShunned(node) || endpoint.port() == 0) {
      return;
    }
    long first = self.compareTo(node) < 0 ? now : now + COURTESY;
    known.computeIfAbsent(node, _ -> new Known(endpoint, first)).endpoint = endpoint;
  }

  /** Whom to connect to now. */
  List<Map.Entry<NodeId, Endpoint>> toDial(long now) {
    List<Map.Entry<NodeId, Endpoint>> chosen = new ArrayList<>();
    for (Map.Entry<NodeId, Known> entry : known.entrySet()) {
      Known client = entry.getValue();
      boolean ready = !client.dialling && now >= client.nextDial;
      if (ready && !isConnected(entry.getKey()) && peers.size() + chosen.size() < mostPeers) {
        client.dialling = true;
        client.delay = Math.min(2 * client.delay, LONGEST_REDIAL);
        client.nextDial = now + client.delay;
        chosen.add(Map.entry(entry.getKey(), client.endpoint));
      }
    }
    return chosen;
  }

  private boolean isConnected(NodeId node) {
    return peers.values().stream().anyMatch(peer -> peer.node().equals(node));
  }

  void notReached(NodeId node) {
    Known client = known.get(node);
    if (client != null) {
      client.dialling = false;
    }
  }

  /** A connection is up: it stays unless there is a better one or there are too many. */
  void met(PeerLink peer) {
    notReached(peer.node());
    if (transfer.isShunned(peer.node())) {
      peer.connection().close(ErrorCode.BAD_DATA, "you sent wrong data before");
      return;
    }
    PeerLink other = connectedOrNull(peer.node());
    if (other != null && isBetter(other, peer)) {
      peer.connection().close(ErrorCode.DUPLICATE, "another connection stays");
      return;
    }
    if (other != null) {
      other.connection().close(ErrorCode.DUPLICATE, "a newer connection stays");
      gone(other);
    } else if (peers.size() >= mostPeers) {
      peer.connection().close(ErrorCode.OVERLOAD, "enough peers for this file");
      return;
    }
    peers.put(peer.id(), peer);
    greet(peer);
  }

  /** Of two connections that were opened from both sides at once, the smaller node's stays. */
  private boolean isBetter(PeerLink old, PeerLink young) {
    boolean crossed = old.initiated() != young.initiated();
    return crossed && old.initiated() == (self.compareTo(old.node()) < 0);
  }

  private @Nullable PeerLink connectedOrNull(NodeId node) {
    for (PeerLink peer : peers.values()) {
      if (peer.node().equals(node)) {
        return peer;
      }
    }
    return null;
  }

  private void greet(PeerLink peer) {
    peer.send(new PeerMessage.HoldingsMap(transfer.file().holdings()));
    download.intended().forEach(fragment -> peer.send(new PeerMessage.Intent(fragment, true)));
    if (voucher != null) {
      peer.send(voucher);
    }
  }

  /** A voucher that has been checked goes to all peers, once each. */
  void vouched(MapMessage.Voucher good, long now) {
    boolean newer = voucher == null || voucher.issuedSeconds() < good.issuedSeconds();
    if (!newer) {
      return;
    }
    voucher = good;
    sayToAll(good);
    good.clients().forEach(client -> hint(client.node(), client.endpoint(), now));
  }

  void gone(PeerLink peer) {
    if (peers.remove(peer.id()) != null) {
      act(download.on(transferNow(), new DownloadEvent.Left(peer.id())));
    }
  }

  private long transferNow() {
    return System.nanoTime() / 1_000_000;
  }

  /** Hears what a peer did; whether the client now holds more. */
  boolean on(PeerLink peer, DownloadEvent event, long now) {
    // What has been stored counts also when its sender is gone by now.
    boolean concerns = peers.containsKey(peer.id()) || event instanceof DownloadEvent.Stored;
    return concerns && act(download.on(now, event), peer);
  }

  void tick(long now) {
    if (!download.isComplete()) {
      act(download.on(now, new DownloadEvent.Tick()));
    }
  }

  private void act(List<DownloadAction> actions) {
    act(actions, null);
  }

  private boolean act(List<DownloadAction> actions, @Nullable PeerLink cause) {
    boolean gained = false;
    for (DownloadAction action : actions) {
      switch (action) {
        case DownloadAction.Ask ask -> ask(ask.peer(), ask.run(), ask.proof());
        case DownloadAction.Cancel cancel -> cancel(cancel.peer(), cancel.run());
        case DownloadAction.Intend intend ->
            sayToAll(new PeerMessage.Intent(intend.fragment(), intend.taking()));
        case DownloadAction.Complete complete -> gained |= complete(complete.fragment(), cause);
      }
    }
    return gained;
  }

  private void ask(long id, Run run, boolean proof) {
    PeerLink peer = peers.get(id);
    if (peer != null) {
      peer.ask(run, proof);
    }
  }

  private void cancel(long id, Run run) {
    PeerLink peer = peers.get(id);
    if (peer != null) {
      peer.cancel(run);
    }
  }

  private boolean complete(int fragment, @Nullable PeerLink cause) {
    try {
      transfer.hold(fragment, cause == null ? "?" : cause.name() + " " + cause.node());
      peers.values().forEach(peer -> peer.sendSoon(new PeerMessage.Have(fragment)));
      return true;
    } catch (IOException e) {
      transfer.fail(e);
      return false;
    }
  }

  private void sayToAll(Message message) {
    peers.values().forEach(peer -> peer.send(message));
  }

  void watch() {
    peers.values().forEach(peer -> peer.connection().watch());
  }

  void close() {
    peers.values().forEach(peer -> peer.connection().bye());
  }

  /** Closes its file too: whoever still works on it fails, and nobody is told any more. */
  void end() {
    close();
    try {
      transfer.file().close();
    } catch (IOException e) {
      LOG.info("{} was not closed: {}", transfer.key().root(), e.toString());
    }
  }
}
