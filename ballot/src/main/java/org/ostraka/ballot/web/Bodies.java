package org.ostraka.ballot.web;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * The memory for request bodies: large ones share a fixed number of buffers, so that however many
 * callers there are, they take no more than that.
 */
final class Bodies {

  /** Longest body that is held in memory, in bytes. */
  static final int LARGEST = 4 << 20;

  private static final int SMALL = 64 << 10;
  private static final int BUFFERS = 16;
  private static final int KEPT = 6;
  private static final int PATIENCE_SECONDS = 10;

  private final Semaphore permits = new Semaphore(BUFFERS);
  private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(KEPT);

  /** A body in memory; to be closed when nothing reads it any more. */
  static final class Body implements AutoCloseable {
    private final byte[] bytes;
    private final int length;
    private final @Nullable Bodies owner;

    private Body(byte[] bytes, int length, @Nullable Bodies owner) {
      this.bytes = bytes;
      this.length = length;
      this.owner = owner;
    }

    ByteBuffer content() {
      return ByteBuffer.wrap(bytes, 0, length);
    }

    @Override
    public void close() {
      if (owner != null) {
        owner.release(bytes);
      }
    }
  }

  /**
   * Reads a whole body.
   *
   * @param length as declared, and checked against the route's limit
   * @throws Fault BUSY when no memory becomes free in time
   */
  Body read(InputStream in, int length) throws Fault, IOException, InterruptedException {
    if (length <= SMALL) {
      return filled(in, new Body(new byte[length], length, null));
    }
    if (!permits.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new Fault(
          FaultKind.BUSY,
          "too-many-requests",
          "this server is reading as many requests as it can hold: try again later");
    }
    byte[] kept = free.poll();
    byte[] buffer = kept == null ? new byte[LARGEST] : kept;
    return filled(in, new Body(buffer, length, this));
  }

  private static Body filled(InputStream in, Body body) throws IOException {
    try {
      if (in.readNBytes(body.bytes, 0, body.length) < body.length) {
        throw new EOFException("the body ended early");
      }
      return body;
    } catch (IOException | RuntimeException e) {
      body.close();
      throw e;
    }
  }

  private void release(byte[] buffer) {
    // What does not fit is for the garbage collector: few are kept when there is little to do.
    boolean _ = free.offer(buffer);
    permits.release();
  }
}
