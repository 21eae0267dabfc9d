package org.ostraka.swarm.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.identity.Peer;
import org.ostraka.base.identity.Role;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.ErrorCode;
import org.ostraka.swarm.Message;
import org.ostraka.swarm.NodeRole;
import org.ostraka.swarm.Run;
import org.ostraka.swarm.SessionMessage;

/**
 * A connection on which both sides have said and proven who they are. One thread reads; any may
 * send; a thread of its own writes.
 */
public final class Connection {
  private static final long PING_AFTER_NANOS = 10_000_000_000L;
  private static final long TIMEOUT_NANOS = 30_000_000_000L;
  private static final int MAX_ASKS = 256;
  private static final int LINGER_MILLIS = 1_000;

  private final SecureSocket socket;
  private final Peer peer;
  private final InputStream in;
  private final OutputStream out;
  private final SessionMessage.Hello hello;
  private final Outgoing outgoing = new Outgoing();
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile long heardAt = System.nanoTime();

  private Connection(SecureSocket socket, SessionMessage.Hello mine) throws IOException {
    this.socket = socket;
    this.in = socket.secure().getInputStream();
    this.out = socket.secure().getOutputStream();
    write(Encoder.encode(mine));
    this.peer = peer();
    this.hello = firstMessage(mine);
    socket.secure().setSoTimeout(0);
  }

  /** Connects, shakes hands and exchanges HELLO; within about six seconds in all. */
  public static Connection open(Endpoint endpoint, SwarmTls tls, SessionMessage.Hello mine)
      throws IOException {
    return open(endpoint, tls, mine, Traffic.MESSAGES);
  }

  /** The same for a connection that much will go through. */
  public static Connection open(
      Endpoint endpoint, SwarmTls tls, SessionMessage.Hello mine, Traffic traffic)
      throws IOException {
    return of(tls.connect(endpoint), mine, traffic);
  }

  /** Shakes hands and exchanges HELLO on a connection that was accepted. */
  static Connection accept(
      CorkedSocket plain, SwarmTls tls, SessionMessage.Hello mine, Traffic traffic)
      throws IOException {
    return of(tls.accept(plain), mine, traffic);
  }

  private static Connection of(SecureSocket socket, SessionMessage.Hello mine, Traffic traffic)
      throws IOException {
    try {
      Connection connection = new Connection(socket, mine);
      traffic.start("swarm-writer", connection::writeAll);
      return connection;
    } catch (WireException e) {
      socket.secure().getOutputStream().write(errorOf(e));
      socket.plain().close();
      throw e;
    } catch (IOException | RuntimeException e) {
      socket.plain().close();
      throw e;
    }
  }

  private static byte[] errorOf(WireException e) {
    ByteBuffer error = Encoder.encode(new SessionMessage.ErrorReport(0, e.code(), e.rule()));
    byte[] octets = new byte[error.remaining()];
    error.get(octets);
    return octets;
  }

  private Peer peer() throws IOException {
    try {
      return Peer.of(socket.secure().getSession());
    } catch (Fault e) {
      throw new IOException(e.text(), e);
    }
  }

  private SessionMessage.Hello firstMessage(SessionMessage.Hello mine) throws IOException {
    Message first = readOrNull(RateLimit.NONE);
    if (first instanceof SessionMessage.ErrorReport error) {
      throw new IOException(
          "refused with %s: %s"
              .formatted(ErrorCode.taken(error.code()), Texts.shown(error.text())));
    }
    if (!(first instanceof SessionMessage.Hello theirs)) {
      throw new WireException(ErrorCode.UNEXPECTED, "the first message is not HELLO");
    }
    require(theirs.version() == SessionMessage.VERSION, ErrorCode.VERSION, "version 1 is spoken");
    require(
        theirs.node().belongsTo(certificate().getPublicKey()),
        ErrorCode.IDENTITY,
        "the node identifier is not of this certificate");
    require(
        theirs.role() == NodeRole.CLIENT || peer.role() == Role.NODE,
        ErrorCode.ROLE,
        "a mapping server needs a certificate of the role node");
    require(!theirs.node().equals(mine.node()), ErrorCode.SELF, "this is the same node");
    return theirs;
  }

  private static void require(boolean holds, ErrorCode code, String rule) throws WireException {
    if (!holds) {
      throw new WireException(code, rule);
    }
  }

  private X509Certificate certificate() throws IOException {
    return (X509Certificate) socket.secure().getSession().getPeerCertificates()[0];
  }

  /** What the other side said in HELLO. */
  public SessionMessage.Hello hello() {
    return hello;
  }

  /** The other side's name in the organisation. */
  public String name() {
    return peer.name();
  }

  /** Where the other side accepts connections. */
  public Endpoint endpoint() {
    InetSocketAddress seen = (InetSocketAddress) socket.plain().getRemoteSocketAddress();
    return hello.endpoint().orAt(seen.getAddress().getHostAddress().replaceFirst("%.*", ""));
  }

  /**
   * Waits for the next message.
   *
   * @param bulkLimit what the bodies of BLOCKS wait for before they are read
   * @return null at the end of the connection
   * @throws WireException if the other side broke the protocol: the caller closes with its code
   */
  public @Nullable Message readOrNull(RateLimit bulkLimit) throws IOException {
    int header = headerOrEnd();
    if (header == -1) {
      return null;
    }
    int length = header & 0xff_ffff;
    MessageType type = Decoder.type(header >>> 24, length);
    if (type == MessageType.BLOCKS) {
      acquire(bulkLimit, length);
    }
    byte[] body = new byte[length];
    if (in.readNBytes(body, 0, length) < length) {
      throw new EOFException("the connection ended within " + type);
    }
    heardAt = System.nanoTime();
    return Decoder.decode(type, ByteBuffer.wrap(body));
  }

  private int headerOrEnd() throws IOException {
    byte[] header = new byte[BodyWriter.HEADER];
    int read = in.readNBytes(header, 0, header.length);
    if (read == 0) {
      return -1;
    }
    if (read < header.length) {
      throw new EOFException("the connection ended within a header");
    }
    return ByteBuffer.wrap(header).getInt();
  }

  private static void acquire(RateLimit limit, int bytes) throws IOException {
    try {
      limit.acquire(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Sends a message when its turn comes; a receiver that reads too slowly is cut off. */
  public void send(Message message) {
    sent(outgoing.add(Encoder.encode(message)));
  }

  /** The same for a message that may wait a little, so that several travel together. */
  public void sendSoon(Message message) {
    sent(outgoing.addSoon(Encoder.encode(message)));
  }

  /** Nothing is added to a connection that says its last words, and that is no reason to cut it. */
  private void sent(boolean added) {
    if (!added && !closing.get()) {
      cut();
    }
  }

  /**
   * Sends the answer to an ask when its turn comes, made by the writing thread.
   *
   * @throws WireException if too many asks wait already
   */
  public void sendBlocks(Run run, BlockSource source) throws WireException {
    if (!outgoing.add(run, () -> BlocksFrame.make(run, source), MAX_ASKS)) {
      throw new WireException(ErrorCode.LIMIT, "at most 256 asks may wait");
    }
  }

  /** Drops an answer that has not been begun; whether there was one. */
  public boolean cancelBlocks(Run run) {
    return outgoing.cancel(run);
  }

  /** Asks that wait for their answer. */
  public int waitingAsks() {
    return outgoing.waiting();
  }

  private void writeAll() {
    try {
      for (ByteBuffer next = outgoing.take(); next != null; next = outgoing.take()) {
        write(next);
      }
      linger();
    } catch (IOException _) {
      // The reading side sees the end of the connection too, and says so.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      cut();
    }
  }

  /**
   * Lets the other side read the last message: a socket that is closed with something unread resets
   * the connection, and the message is lost with it.
   */
  private void linger() throws IOException {
    socket.secure().shutdownOutput();
    socket.plain().setSoTimeout(LINGER_MILLIS);
    InputStream rest = socket.plain().getInputStream();
    while (rest.skip(Integer.MAX_VALUE) > 0 || rest.read() >= 0) {
      // What still comes is of no interest.
    }
  }

  private void write(ByteBuffer message) throws IOException {
    socket.plain().cork();
    out.write(message.array(), message.arrayOffset() + message.position(), message.remaining());
    socket.plain().uncork();
  }

  /** Looks after an idle connection; to be called about once a second. */
  public void watch() {
    long idle = System.nanoTime() - heardAt;
    if (idle > TIMEOUT_NANOS) {
      close(ErrorCode.TIMEOUT, "nothing was heard for 30 seconds");
    } else if (idle > PING_AFTER_NANOS) {
      send(new SessionMessage.Ping(heardAt));
    }
  }

  /** Says why, and closes. */
  public void close(ErrorCode code, String reason) {
    if (closing.compareAndSet(false, true)) {
      outgoing.add(Encoder.encode(new SessionMessage.ErrorReport(0, code, reason)));
      outgoing.finish();
      Thread.ofVirtual().start(this::cutSoon);
    }
  }

  /** Says goodbye, and closes. */
  public void bye() {
    if (closing.compareAndSet(false, true)) {
      outgoing.add(Encoder.encode(new SessionMessage.Bye()));
      outgoing.finish();
      Thread.ofVirtual().start(this::cutSoon);
    }
  }

  /** A receiver that does not read cannot keep the connection open. */
  private void cutSoon() {
    try {
      java.util.concurrent.TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    cut();
  }

  /** The reading side is done: closes at once, unless a last message is on its way out. */
  public void end() {
    if (!closing.get()) {
      cut();
    }
  }

  /** Closes at once without a word. */
  public void cut() {
    closing.set(true);
    outgoing.finish();
    try {
      socket.plain().close();
    } catch (IOException _) {
      // It is as closed as it will be.
    }
  }
}
