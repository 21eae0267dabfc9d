package org.ostraka.ballot.web;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.VoterId;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * Many items in one binary body: a version, their number, then one after the other. Integers are
 * big-endian; the tables stand in docs/format/ballot.md, section "Batch of ballots".
 */
final class Batch {

  /** The only version so far. */
  static final byte VERSION = 1;

  /** Most items of one batch. */
  static final int MOST = 5_000;

  /** Bytes before the first item. */
  static final int HEADER = 1 + 4;

  private Batch() {}

  /** The items as bytes, where {@code size} tells each item's exactly. */
  static <T> byte[] encode(List<T> items, ToIntFunction<T> size, BiConsumer<T, ByteBuffer> write) {
    ByteBuffer to = ByteBuffer.allocate(HEADER + items.stream().mapToInt(size).sum());
    to.put(VERSION).putInt(items.size());
    items.forEach(item -> write.accept(item, to));
    return to.array();
  }

  /**
   * Reads items that fill the body.
   *
   * @throws Fault INVALID_INPUT {@code malformed-batch} if it is anything else
   */
  static <T> List<T> decode(ByteBuffer from, Function<ByteBuffer, T> read) throws Fault {
    try {
      byte version = from.get();
      if (version != VERSION) {
        throw malformed("version %d: this is version %d".formatted(version, VERSION));
      }
      List<T> items = items(from, read);
      if (from.hasRemaining()) {
        throw malformed("%d bytes behind the last item".formatted(from.remaining()));
      }
      return items;
    } catch (IllegalArgumentException e) {
      throw malformed(String.valueOf(e.getMessage()));
    } catch (BufferUnderflowException _) {
      throw malformed("it ends in the middle of an item");
    }
  }

  private static <T> List<T> items(ByteBuffer from, Function<ByteBuffer, T> read) {
    int count = from.getInt();
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException("%d items: 1 to %d".formatted(count, MOST));
    }
    List<T> items = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      items.add(read.apply(from));
    }
    return items;
  }

  private static Fault malformed(String rule) {
    return new Fault(FaultKind.INVALID_INPUT, "malformed-batch", "the batch is malformed: " + rule);
  }

  static void writeVoter(VoterId voter, ByteBuffer to) {
    to.put((byte) voter.size());
    voter.writeTo(to);
  }

  static VoterId readVoter(ByteBuffer from) {
    return VoterId.fromUtf8(bytes(from, from.get() & 0xff));
  }

  static int size(VoterId voter) {
    return 1 + voter.size();
  }

  static void writeName(BallotPath name, ByteBuffer to) {
    byte[] utf8 = name.value().getBytes(StandardCharsets.UTF_8);
    to.putShort((short) utf8.length).put(utf8);
  }

  static BallotPath readName(ByteBuffer from) {
    return BallotPath.fromUtf8(bytes(from, from.getShort() & 0xffff));
  }

  static int size(BallotPath name) {
    return 2 + name.utf8Length();
  }

  static void writeBlock(Block block, ByteBuffer to) {
    to.putInt(block.size());
    block.writeTo(to);
  }

  static Block readBlock(ByteBuffer from) {
    return Block.readFrom(from, requireFits(from, from.getInt()));
  }

  static int size(Block block) {
    return 4 + block.size();
  }

  /** Text of at most 255 ASCII characters. */
  static void writeWord(String ascii, ByteBuffer to) {
    to.put((byte) ascii.length()).put(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  static String readWord(ByteBuffer from) {
    return new String(bytes(from, from.get() & 0xff), StandardCharsets.US_ASCII);
  }

  static int size(String ascii) {
    return 1 + ascii.length();
  }

  private static byte[] bytes(ByteBuffer from, int length) {
    byte[] bytes = new byte[requireFits(from, length)];
    from.get(bytes);
    return bytes;
  }

  private static int requireFits(ByteBuffer from, int length) {
    if (length < 0 || length > from.remaining()) {
      throw new IllegalArgumentException(
          "a length of %d where %d bytes are left".formatted(length, from.remaining()));
    }
    return length;
  }
}
