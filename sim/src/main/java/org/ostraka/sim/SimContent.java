package org.ostraka.sim;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The content of one simulated file, whatever its names: what readers see, what the medium holds
 * for certain, and the changes between the two, of which a crash leaves any part.
 */
final class SimContent {
  private final Image medium = new Image();
  private final List<Change> unforced = new ArrayList<>();
  private Image seen = new Image();

  /** A change that is not durable yet. */
  private sealed interface Change {

    /** All of the buffer's bytes, from 0 to its limit, written at a place. */
    record Write(int position, ByteBuffer bytes) implements Change {}

    /** The file cut to a length. */
    record Cut(int size) implements Change {}
  }

  int size() {
    return seen.size();
  }

  int read(long position, ByteBuffer target) {
    return seen.read(position, target);
  }

  /** Takes the buffer over: its bytes from 0 to its limit. */
  void append(ByteBuffer bytes) {
    change(new Change.Write(seen.size(), bytes));
  }

  void truncate(long size) {
    if (size < seen.size()) {
      change(new Change.Cut((int) size));
    }
  }

  private void change(Change change) {
    apply(change, seen);
    unforced.add(change);
  }

  private static void apply(Change change, Image image) {
    switch (change) {
      case Change.Write(int position, ByteBuffer bytes) ->
          image.write(position, bytes, bytes.limit());
      case Change.Cut(int size) -> image.cut(size);
    }
  }

  void force() {
    unforced.forEach(change -> apply(change, medium));
    unforced.clear();
  }

  /** Each change since the last force reached the medium wholly, in part or not at all. */
  void crash(RandomGenerator random, double survival) {
    for (Change change : unforced) {
      if (random.nextDouble() < survival) {
        apply(change, medium);
      } else if (survival > 0 && change instanceof Change.Write write) {
        tear(write, random);
      }
    }
    unforced.clear();
    seen = medium.copy();
  }

  private void tear(Change.Write write, RandomGenerator random) {
    int length = write.bytes().limit();
    if (length > 0 && random.nextBoolean()) {
      medium.write(write.position(), write.bytes(), random.nextInt(length));
    }
  }

  /** Changes a byte behind everybody's back, on the medium and in what readers see. */
  void flip(int position, byte mask) {
    seen.flip(position, mask);
    medium.flip(position, mask);
    for (Change change : unforced) {
      if (change instanceof Change.Write(int start, ByteBuffer bytes)
          && position >= start
          && position - start < bytes.limit()) {
        bytes.put(position - start, (byte) (bytes.get(position - start) ^ mask));
      }
    }
  }
}
