package org.ostraka.ballot.fuse;

import java.nio.ByteBuffer;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.Refusal;
import org.ostraka.base.Fault;

/** A closed ballot, opened for reading: the whole block, as it was when it was opened. */
final class ReadFile implements OpenFile {
  private final byte[] content;

  ReadFile(Block block) {
    content = block.toBytes();
  }

  @Override
  public int read(ByteBuffer into, long offset) {
    return copy(content, content.length, into, offset);
  }

  /** Copies what lies between {@code offset} and {@code size}, as far as it fits. */
  static int copy(byte[] content, int size, ByteBuffer into, long offset) {
    if (offset < 0 || offset >= size) {
      return 0;
    }
    int count = Math.min(into.remaining(), size - (int) offset);
    into.put(content, (int) offset, count);
    return count;
  }

  @Override
  public int write(ByteBuffer from, long offset) throws Fault {
    throw Refusal.IMMUTABLE.fault("ballot");
  }

  @Override
  public void flush() {
    // Nothing was written, so nothing has to become durable.
  }

  @Override
  public void release() {
    // The block is dropped with this object.
  }
}
