package org.ostraka.base;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/** A channel into memory that writes a little at a time, fills up and fails when it is told to. */
final class FailingChannel extends FileChannel {
  int bytesPerWrite = Integer.MAX_VALUE;
  int capacity = Integer.MAX_VALUE;
  boolean truncateFails;
  boolean forceFails;
  private byte[] bytes = new byte[0];

  String text() {
    return new String(bytes, UTF_8);
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    int room = Math.min(bytesPerWrite, capacity - bytes.length);
    if (room <= 0) {
      throw new IOException("No space left on device");
    }
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    for (ByteBuffer source : Arrays.asList(sources).subList(offset, offset + length)) {
      while (source.hasRemaining() && taken.size() < room) {
        taken.write(source.get());
      }
    }
    int before = bytes.length;
    bytes = Arrays.copyOf(bytes, before + taken.size());
    System.arraycopy(taken.toByteArray(), 0, bytes, before, taken.size());
    return taken.size();
  }

  @Override
  public long position() {
    return bytes.length;
  }

  @Override
  public FileChannel position(long newPosition) {
    return this;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    if (truncateFails) {
      throw new IOException("Input/output error");
    }
    bytes = Arrays.copyOf(bytes, (int) size);
    return this;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    if (forceFails) {
      throw new IOException("Input/output error");
    }
  }

  @Override
  protected void implCloseChannel() {}

  // What no file of ours calls.

  @Override
  public int read(ByteBuffer target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int read(ByteBuffer target, long position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer source) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer source, long position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }
}
