package org.ostraka.web;

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
 * The memory for request bodies: however many callers there are, they take no more than it has.
 * Buffers for the usual large ones are used again.
 */
final class Bodies {

  /** Size of a buffer that is used again, in bytes. */
  static final int LARGEST_KEPT = (4 << 20) + (64 << 10);

  /** Shorter bodies have memory of their own: a kept buffer would mostly be empty. */
  private static final int SHORTEST_KEPT = 256 << 10;

  private static final int SMALL = 64 << 10;
  private static final int PATIENCE_SECONDS = 15;

  private final Semaphore kib;
  private final int kept;
  private final BlockingQueue<byte[]> free;

  Bodies(HttpsLimits limits) {
    this.kib = new Semaphore(limits.bodyKib(), true);
    this.kept = limits.keptBuffers();
    this.free = new ArrayBlockingQueue<>(Math.max(1, kept));
  }

  /** A body in memory; to be closed when nothing reads it any more. */
  final class Body implements AutoCloseable {
    private final byte[] bytes;
    private final int length;
    private final int taken;

    private Body(byte[] bytes, int length, int taken) {
      this.bytes = bytes;
      this.length = length;
      this.taken = taken;
    }

    ByteBuffer content() {
      return ByteBuffer.wrap(bytes, 0, length);
    }

    @Override
    public void close() {
      // Whoever was interrupted while others read the body does not know whether they still do.
      if (kept > 0 && bytes.length == LARGEST_KEPT && !Thread.currentThread().isInterrupted()) {
        // What does not fit is for the garbage collector: few are kept when there is little to do.
        boolean _ = free.offer(bytes);
      }
      kib.release(taken);
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
      return filled(in, new Body(new byte[length], length, 0));
    }
    boolean keepable = kept > 0 && length >= SHORTEST_KEPT && length <= LARGEST_KEPT;
    int size = keepable ? LARGEST_KEPT : length;
    int taken = (size + 1023) / 1024;
    if (!kib.tryAcquire(taken, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new Fault(
          FaultKind.BUSY,
          "too-many-requests",
          "as many requests are being read as there is memory for: try again later");
    }
    byte @Nullable [] found = keepable ? free.poll() : null;
    return filled(in, new Body(found == null ? new byte[size] : found, length, taken));
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
}
