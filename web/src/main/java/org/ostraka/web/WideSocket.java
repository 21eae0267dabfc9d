package org.ostraka.web;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A client's end of TLS that reads and writes several records with each call of the system, where
 * the JDK's own makes two calls to read one, and copies large content once. Used by one thread at a
 * time, which it blocks; to interrupt that thread, if it is a virtual one, hangs up.
 */
final class WideSocket implements Closeable {

  /** As many as are below 128 KiB: the JDK passes no more to the system in a call. */
  private static final int RECORDS = 7;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Socket socket;
  private final SSLEngine engine;
  private final InputStream in;
  private final OutputStream out;

  /** What came and is not decrypted yet, from its position on. */
  private final ByteBuffer received;

  /** What was decrypted and nobody has read yet, from its position on. */
  private final ByteBuffer content;

  /** What is to be encrypted, up to its position. */
  private final ByteBuffer gathered = ByteBuffer.allocate(RECORDS * WideEngine.CONTENT);

  private final ByteBuffer packet;

  private WideSocket(Socket socket, SSLEngine one) throws IOException {
    this.socket = socket;
    this.engine = new WideEngine(one);
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
    int record = one.getSession().getPacketBufferSize();
    this.received = ByteBuffer.allocate(RECORDS * record).flip();
    this.content = ByteBuffer.allocate(one.getSession().getApplicationBufferSize()).flip();
    this.packet = ByteBuffer.allocate((RECORDS + 1) * record);
  }

  /**
   * Agrees with the other end.
   *
   * @param socket is connected; it is closed when this fails
   * @param one handles one record in a call, in a client's mode
   */
  static WideSocket over(Socket socket, SSLEngine one) throws IOException {
    try {
      WideSocket made = new WideSocket(socket, one);
      made.shakeHands();
      return made;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private void shakeHands() throws IOException {
    try {
      agree();
    } catch (SSLException e) {
      tellOf(e);
      throw e;
    }
  }

  /** The other end is to know why nothing comes of it. */
  private void tellOf(SSLException refusal) {
    try {
      attend();
    } catch (IOException e) {
      refusal.addSuppressed(e);
    }
  }

  private void agree() throws IOException {
    engine.beginHandshake();
    while (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
      attend();
      if (engine.isOutboundDone() || (isWaiting() && !receive(NOTHING))) {
        throw new SSLException("the other end hung up before both had agreed");
      }
    }
  }

  private boolean isWaiting() {
    return switch (engine.getHandshakeStatus()) {
      case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> true;
      case NEED_TASK, NEED_WRAP, FINISHED, NOT_HANDSHAKING -> false;
    };
  }

  /** Does what the engine needs beside the content. */
  private void attend() throws IOException {
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> {
          @Nullable Runnable task = engine.getDelegatedTask();
          if (task != null) {
            task.run();
          }
        }
        case NEED_WRAP -> {
          if (send(NOTHING) == Status.CLOSED) {
            return;
          }
        }
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN, FINISHED, NOT_HANDSHAKING -> {
          return;
        }
      }
    }
  }

  /** Decrypts what comes next, which need not be content; false at the end. */
  private boolean receive(ByteBuffer to) throws IOException {
    // Before and not after: what goes wrong with it must not cost what came.
    attend();
    while (true) {
      switch (engine.unwrap(received, to).getStatus()) {
        case OK -> {
          return true;
        }
        case BUFFER_UNDERFLOW -> {
          if (!fill()) {
            return false;
          }
        }
        case BUFFER_OVERFLOW -> throw new SSLException("a record is longer than it may be");
        case CLOSED -> {
          return false;
        }
      }
    }
  }

  private boolean fill() throws IOException {
    received.compact();
    int count = in.read(received.array(), received.position(), received.remaining());
    received.position(received.position() + Math.max(count, 0)).flip();
    return count >= 0;
  }

  private Status send(ByteBuffer from) throws IOException {
    Status status = engine.wrap(from, packet.clear()).getStatus();
    out.write(packet.array(), 0, packet.position());
    return status;
  }

  /**
   * Reads content, waiting for some.
   *
   * @param length is more than 0
   * @return how many bytes, or -1 if no more come
   */
  int read(byte[] to, int offset, int length) throws IOException {
    if (!content.hasRemaining()) {
      if (length >= content.capacity()) {
        ByteBuffer target = ByteBuffer.wrap(to, offset, length);
        return receiveSome(target) ? target.position() - offset : -1;
      }
      boolean some = receiveSome(content.clear());
      content.flip();
      if (!some) {
        return -1;
      }
    }
    int count = Math.min(length, content.remaining());
    content.get(to, offset, count);
    return count;
  }

  private boolean receiveSome(ByteBuffer to) throws IOException {
    int before = to.position();
    while (to.position() == before) {
      if (!receive(to)) {
        return false;
      }
    }
    return true;
  }

  /** Sends content, the last of it with the next {@link #flush}. */
  void write(byte[] from, int offset, int length) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(from, offset, length);
    while (rest.hasRemaining()) {
      int part = Math.min(rest.remaining(), gathered.remaining());
      if (part == gathered.capacity()) {
        sendAll(rest.slice(rest.position(), part));
      } else {
        gathered.put(gathered.position(), rest, rest.position(), part);
        gathered.position(gathered.position() + part);
      }
      rest.position(rest.position() + part);
      if (!gathered.hasRemaining()) {
        flush();
      }
    }
  }

  void flush() throws IOException {
    sendAll(gathered.flip());
    gathered.clear();
  }

  private void sendAll(ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      if (send(from) != Status.OK) {
        throw new SSLException("the other end takes nothing any more");
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
