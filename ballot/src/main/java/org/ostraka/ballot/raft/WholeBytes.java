package org.ostraka.ballot.raft;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteOutput;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a message of Ratis as one array, without a copy where they stand in one: entries of
 * the log have some megabytes.
 */
final class WholeBytes extends ByteOutput {
  private @Nullable ByteBuffer only;
  private int parts;

  private WholeBytes() {}

  /** The bytes; nobody may change the array. */
  static ByteBuffer of(ByteString bytes) {
    WholeBytes whole = new WholeBytes();
    try {
      UnsafeByteOperations.unsafeWriteTo(bytes, whole);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ByteBuffer only = whole.only;
    return whole.parts == 1 && only != null ? only : ByteBuffer.wrap(bytes.toByteArray());
  }

  @Override
  public void writeLazy(byte[] value, int offset, int length) {
    only = ByteBuffer.wrap(value, offset, length).slice();
    parts++;
  }

  /** Given in another form: the bytes are copied in the end. */
  private void other() {
    only = null;
    parts++;
  }

  @Override
  public void write(byte value) {
    other();
  }

  @Override
  public void write(byte[] value, int offset, int length) {
    other();
  }

  @Override
  public void write(ByteBuffer value) {
    other();
  }

  @Override
  public void writeLazy(ByteBuffer value) {
    other();
  }
}
