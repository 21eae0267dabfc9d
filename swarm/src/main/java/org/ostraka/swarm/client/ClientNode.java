package org.ostraka.swarm.client;

import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.NodeRole;
import org.ostraka.swarm.SessionMessage;
import org.ostraka.swarm.store.StoredFile;
import org.ostraka.swarm.wire.Listener;
import org.ostraka.swarm.wire.RateLimit;
import org.ostraka.swarm.wire.SwarmTls;
import org.ostraka.swarm.wire.Ticker;
import org.ostraka.swarm.wire.Traffic;
import org.ostraka.swarm.wire.Vouchers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client that runs: shares files, fetches files, keeps each with an owner that lives. One thread
 * owns the state and takes events from a bounded mailbox; connections have threads of their own;
 * content is compared in the {@link Workshop}.
 */
public final class ClientNode implements Closeable, Transfer.Client {
  private static final Logger LOG = LoggerFactory.getLogger(ClientNode.class);
  private static final int MAILBOX = 50_000;
  private static final int CONNECTIONS = 1_000;
  private static final long TICK = 100;
  private static final long SECOND = 1_000;
  private static final long STOP_SECONDS = 3;

  /**
   * While a disk flushes, it writes nothing else: not so often that a fast download waits for it.
   */
  private static final long FLUSH = 10_000;

  private final ClientSettings settings;
  private final Clocks clocks;
  private final Vouchers vouchers;
  private final NodeId node;
  private final Listener listener;
  private final Workshop workshop = new Workshop();
  private final UploadSlots slots;
  private final RateLimit upload;
  private final RateLimit download;
  private final ServerLinks servers;
  private final PeerDoor peerDoor;
  private final Steward steward = new Steward(new Random());
  private final ClientWatcher watcher;
  private final @Nullable Discovery discovery;
  private final BlockingQueue<ClientEvent> mailbox = new ArrayBlockingQueue<>(MAILBOX);

  /** Read by connection threads; changed by the owning thread alone. */
  private final Map<FileKey, Exchange> exchanges = new ConcurrentHashMap<>();

  private final Map<FileKey, Progress> progress = new HashMap<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean running = true;
  private long nextSecond;
  private long nextFlush;

  /**
   * Makes a client that shares nothing yet.
   *
   * @param installation the installation's part of the node identifier
   * @param watcher hears what happens, on the owning thread
   */
  public ClientNode(
      SwarmTls tls,
      ClientSettings settings,
      int installation,
      ClientWatcher watcher,
      InstantSource clock)
      throws IOException {
    this(tls, settings, installation, watcher, new Clocks(clock, Ticker.SYSTEM));
  }

  ClientNode(
      SwarmTls tls, ClientSettings settings, int installation, ClientWatcher watcher, Clocks clocks)
      throws IOException {
    this.settings = settings;
    this.clocks = clocks;
    this.watcher = watcher;
    this.vouchers = new Vouchers(tls, clocks.calendar());
    this.node = NodeId.of(tls.identity().certificate().getPublicKey(), installation);
    this.listener = new Listener(tls, null, settings.port(), CONNECTIONS, Traffic.BULK);
    this.slots = new UploadSlots(settings.limits().uploadSlots(), clocks.ticker());
    this.upload = new RateLimit(settings.limits().uploadRate(), clocks.ticker());
    this.download = new RateLimit(settings.limits().downloadRate(), clocks.ticker());
    this.servers =
        new ServerLinks(tls, this::hello, event -> tell(new ClientEvent.ForSteward(event)));
    this.peerDoor = new PeerDoor(tls, this::hello, this::transferOrNull);
    this.discovery = settings.discovery() ? discovery() : null;
  }

  private @Nullable Discovery discovery() {
    try {
      return new Discovery(node, listener.port(), this::shares, this::tell);
    } catch (IOException e) {
      LOG.info("no local discovery here: {}", e.toString());
      return null;
    }
  }

  private boolean shares(FileKey key) {
    Exchange exchange = exchanges.get(key);
    return exchange != null && !exchange.transfer().file().holdings().isEmpty();
  }

  /** Starts the threads. */
  public void start() {
    listener.start(this::hello, peerDoor::accept);
    if (discovery != null) {
      discovery.start();
    }
    Thread.ofPlatform().name("swarm-owner").daemon(true).start(this::own);
    tell(new ClientEvent.ForSteward(new StewardEvent.Servers(settings.servers())));
  }

  public NodeId node() {
    return node;
  }

  /** The port on which peers are accepted. */
  public int port() {
    return listener.port();
  }

  /** The threads that hash; also for sharing. */
  @Override
  public Workshop workshop() {
    return workshop;
  }

  /** Shares what is held of a file from now on, and fetches the rest. */
  public void open(StoredFile file) throws InterruptedException {
    open(file, 0, 0);
  }

  /** The same with limits in bytes a second for this file; 0 for none. */
  public void open(StoredFile file, long uploadRate, long downloadRate)
      throws InterruptedException {
    post(
        new ClientEvent.Begin(
            new Transfer(this, file, upload.within(uploadRate), download.within(downloadRate))));
  }

  /** Tells of further mapping servers. */
  public void learn(List<Endpoint> endpoints) {
    tell(new ClientEvent.ForSteward(new StewardEvent.Servers(endpoints)));
  }

  /** Does not share the file any more. */
  public void forget(FileKey key) {
    tell(new ClientEvent.End(key));
  }

  @Override
  public UploadSlots slots() {
    return slots;
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }

  @Override
  public void post(ClientEvent event) throws InterruptedException {
    mailbox.put(event);
  }

  private void tell(ClientEvent event) {
    try {
      post(event);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private SessionMessage.Hello hello() {
    return new SessionMessage.Hello(
        SessionMessage.VERSION, NodeRole.CLIENT, new Endpoint("", listener.port()), node, 0);
  }

  private @Nullable Transfer transferOrNull(FileKey key) {
    Exchange exchange = exchanges.get(key);
    return exchange == null ? null : exchange.transfer();
  }

  @Override
  public void check(PeerLink from, MapMessage.Voucher voucher) {
    if (from.transfer().takeVoucher(voucher) && vouchers.isGood(voucher)) {
      tell(new ClientEvent.ForSteward(new StewardEvent.Checked(voucher)));
    }
  }

  // ---- the owning thread

  private void own() {
    long nextTick = 0;
    try {
      while (running) {
        long now = now();
        if (now >= nextTick) {
          nextTick = now + TICK;
          tick(now);
        }
        ClientEvent event = mailbox.poll(nextTick - now, TimeUnit.MILLISECONDS);
        if (event != null) {
          handle(event);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void tick(long now) {
    steward(new StewardEvent.Tick());
    for (Exchange exchange : exchanges.values()) {
      exchange.tick(now);
      dialPeers(exchange, now);
    }
    if (now >= nextSecond) {
      nextSecond = now + SECOND;
      everySecond(now);
    }
  }

  private void dialPeers(Exchange exchange, long now) {
    if (exchange.isWanted()) {
      for (Map.Entry<NodeId, Endpoint> peer : exchange.toDial(now)) {
        Transfer transfer = exchange.transfer();
        Traffic.BULK.start(
            "swarm-dialler", () -> peerDoor.dial(transfer, peer.getKey(), peer.getValue()));
      }
    }
  }

  private void everySecond(long now) {
    servers.watch();
    List<Readout> readouts = new ArrayList<>();
    for (Exchange exchange : exchanges.values()) {
      exchange.watch();
      Progress rates = progress.computeIfAbsent(exchange.transfer().key(), _ -> new Progress(now));
      readouts.add(rates.read(exchange, steward, now));
      if (exchange.isWanted()) {
        if (now >= nextFlush) {
          exchange.transfer().flush();
        }
        if (discovery != null && exchange.peers().size() < Discovery.ENOUGH_PEERS) {
          discovery.seek(exchange.transfer().key());
        }
      }
    }
    nextFlush = now >= nextFlush ? now + FLUSH : nextFlush;
    watcher.second(readouts);
  }

  private void handle(ClientEvent event) {
    switch (event) {
      case ClientEvent.ForSteward e -> steward(e.event());
      case ClientEvent.Begin e -> begin(e.transfer());
      case ClientEvent.End e -> end(e.key());
      case ClientEvent.PeerMet e -> inExchange(e.peer().transfer(), x -> x.met(e.peer()));
      case ClientEvent.PeerGone e -> inExchange(e.peer().transfer(), x -> x.gone(e.peer()));
      case ClientEvent.PeerDid e -> did(e.peer(), e.event());
      case ClientEvent.PeerNotReached e -> inExchange(e.key(), x -> x.notReached(e.node()));
      case ClientEvent.Hint e -> {
        inExchange(e.key(), x -> x.hint(e.node(), e.endpoint(), now()));
        inExchange(e.key(), x -> dialPeers(x, now()));
      }
      case ClientEvent.Failed e -> {
        if (exchanges.containsKey(e.key())) {
          end(e.key());
          watcher.failed(e.key(), e.fault());
        }
      }
      case ClientEvent.Placed e -> {
        everySecond(now());
        watcher.placed(e.key());
      }
      case ClientEvent.Stop _ -> stop();
    }
  }

  private void inExchange(FileKey key, Consumer<Exchange> work) {
    Exchange exchange = exchanges.get(key);
    if (exchange != null) {
      work.accept(exchange);
    }
  }

  /** The same unless the transfer has ended, and perhaps another of its file has begun. */
  private void inExchange(Transfer transfer, Consumer<Exchange> work) {
    Exchange exchange = exchanges.get(transfer.key());
    if (exchange != null && exchange.transfer() == transfer) {
      work.accept(exchange);
    }
  }

  private void begin(Transfer transfer) {
    Exchange exchange = new Exchange(transfer, node, settings.limits().peers());
    exchanges.put(transfer.key(), exchange);
    steward(
        new StewardEvent.Opened(
            transfer.key(),
            transfer.file().about().link().name(),
            transfer.file().holdings(),
            exchange.isWanted()));
    finishIfComplete(exchange);
  }

  private void end(FileKey key) {
    Exchange exchange = exchanges.remove(key);
    if (exchange != null) {
      steward(new StewardEvent.Closed(key));
      exchange.end();
      progress.remove(key);
    }
  }

  private void did(PeerLink peer, DownloadEvent event) {
    inExchange(
        peer.transfer(),
        exchange -> {
          if (exchange.on(peer, event, now())) {
            steward(
                new StewardEvent.Holds(peer.transfer().key(), peer.transfer().file().holdings()));
            finishIfComplete(exchange);
          }
        });
  }

  private void finishIfComplete(Exchange exchange) {
    if (!exchange.takeFinish()) {
      return;
    }
    Transfer transfer = exchange.transfer();
    watcher.complete(transfer.key());
    Thread.ofVirtual()
        .name("swarm-finish")
        .start(() -> {
          try {
            transfer.file().finish(clocks.calendar().instant());
            tell(new ClientEvent.Placed(transfer.key()));
          } catch (IOException e) {
            transfer.fail(e);
          }
        });
  }

  private void steward(StewardEvent event) {
    for (StewardAction action : steward.on(now(), event)) {
      act(action);
    }
  }

  private void act(StewardAction action) {
    switch (action) {
      case StewardAction.Tell e -> servers.tell(e.server(), e.message());
      case StewardAction.Drop e -> servers.drop(e.server());
      case StewardAction.Found e -> found(e.located());
      case StewardAction.Vouched e -> vouched(e.voucher());
      case StewardAction.Trusted e -> trusted(e.voucher());
      case StewardAction.NowhereFound e -> watcher.nowhereFound(e.key());
      case StewardAction.Learned _ -> watcher.learned(steward.servers());
      case StewardAction.Note e -> watcher.note(e.key(), e.line());
    }
  }

  private void found(MapMessage.Located located) {
    Exchange exchange = exchanges.get(located.key());
    if (exchange != null) {
      for (MapMessage.Holder holder : located.holders()) {
        exchange.hint(holder.node(), holder.endpoint(), now());
      }
      dialPeers(exchange, now());
    }
  }

  /** A voucher from an owner's own connection is checked all the same before it is passed on. */
  private void vouched(MapMessage.Voucher voucher) {
    Thread.ofVirtual()
        .name("swarm-check")
        .start(() -> {
          if (vouchers.isGood(voucher)) {
            tell(new ClientEvent.ForSteward(new StewardEvent.Checked(voucher)));
          }
        });
  }

  private void trusted(MapMessage.Voucher voucher) {
    inExchange(voucher.key(), x -> x.vouched(voucher, now()));
    inExchange(voucher.key(), x -> dialPeers(x, now()));
  }

  private void stop() {
    running = false;
    servers.bye();
    exchanges.values().forEach(Exchange::close);
    stopped.countDown();
  }

  /** Says goodbye to everybody, makes durable what has arrived, and stops. */
  @Override
  public void close() throws IOException {
    listener.close();
    if (discovery != null) {
      discovery.close();
    }
    tell(new ClientEvent.Stop());
    try {
      boolean _ = stopped.await(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    workshop.close();
    for (Exchange exchange : exchanges.values()) {
      exchange.transfer().file().makeDurable();
    }
  }
}
