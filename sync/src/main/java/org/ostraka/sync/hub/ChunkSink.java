package org.ostraka.sync.hub;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ostraka.sync.Chunk;
import org.ostraka.sync.ChunkRef;
import org.ostraka.sync.Content;
import org.ostraka.sync.Cutter;
import org.ostraka.sync.chunk.ChunkFrame;
import org.ostraka.sync.history.ContentSink;

/** The bytes of one file on their way into a pack of chunks, cut where a desk would cut them. */
final class ChunkSink implements ContentSink {

  private static final int SMALL = 8 << 10;

  /** With so much at hand a cut can always be told. */
  private static final int LARGEST = 2 * Cutter.MAX;

  private final ChunkPack pack;
  private final List<ChunkRef> chunks = new ArrayList<>();
  private byte[] bytes = new byte[SMALL];
  private int length;

  ChunkSink(ChunkPack pack) {
    this.pack = pack;
  }

  @Override
  public OutputStream out() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] from, int offset, int count) throws IOException {
        take(from, offset, count);
      }
    };
  }

  private void take(byte[] from, int offset, int count) throws IOException {
    int taken = 0;
    while (taken < count) {
      if (length == bytes.length) {
        makeRoom();
      }
      int part = Math.min(count - taken, bytes.length - length);
      System.arraycopy(from, offset + taken, bytes, length, part);
      length += part;
      taken += part;
    }
  }

  private void makeRoom() throws IOException {
    if (bytes.length < LARGEST) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    } else {
      cut(false);
    }
  }

  /** Cuts off every chunk that is whole, or with {@code last} all there is. */
  private void cut(boolean last) throws IOException {
    int from = 0;
    int end = length == 0 ? -1 : Cutter.end(bytes, 0, length, last);
    while (end > from) {
      keep(Chunk.of(Arrays.copyOfRange(bytes, from, end)));
      from = end;
      end = from == length ? -1 : Cutter.end(bytes, from, length, last);
    }
    System.arraycopy(bytes, from, bytes, 0, length - from);
    length -= from;
  }

  private void keep(Chunk chunk) throws IOException {
    chunks.add(chunk.ref());
    pack.keep(ChunkFrame.of(chunk));
  }

  @Override
  public Content finish() throws IOException {
    cut(true);
    return Content.of(chunks);
  }

  @Override
  public void close() {
    // What was put and never named costs room and nothing else.
  }
}
