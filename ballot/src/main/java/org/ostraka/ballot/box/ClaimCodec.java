package org.ostraka.ballot.box;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.VoterId;
import org.ostraka.base.Digest;

/**
 * A claim as bytes, in the log and in the journal of pending files; the table stands in
 * docs/format/ballot.md. Integers are big-endian.
 */
public final class ClaimCodec {

  /** A claim's bytes beside its voter id, names and block. */
  private static final int FIXED = 1 + 8 + 1 + 4 + 1 + 8 + 2 + Digest.BYTES + 4;

  private ClaimCodec() {}

  /** Bytes that {@link #write} takes. */
  public static int size(Claim claim) {
    return FIXED
        + claim.id().server().value().length()
        + claim.election().value().length()
        + claim.voter().size()
        + claim.name().utf8Length()
        + claim.block().size();
  }

  /** Appends the claim to a buffer that has room for it. */
  public static void write(Claim claim, ByteBuffer to) {
    writeShort(claim.id().server().value(), to);
    to.putLong(claim.id().nonce());
    writeShort(claim.election().value(), to);
    to.putInt(claim.inode().value());
    to.put((byte) claim.voter().size());
    claim.voter().writeTo(to);
    to.putLong(claim.created().toEpochMilli());
    writePath(claim.name(), to);
    claim.digest().writeTo(to);
    to.putInt(claim.block().size());
    claim.block().writeTo(to);
  }

  /**
   * Reads the next claim. Lengths are checked against the limits before memory is taken. Where the
   * bytes stand in an array, nobody may change that any more: the claim's block is a view of it.
   *
   * @throws IllegalArgumentException or {@link java.nio.BufferUnderflowException} if the bytes are
   *     no claim
   */
  public static Claim read(ByteBuffer from) {
    return read(from, null);
  }

  /** Reads the next claim of a batch; what it shares with the one before is not made anew. */
  static Claim read(ByteBuffer from, @Nullable Claim before) {
    ClaimId id = new ClaimId(server(from, before), from.getLong());
    ElectionName election = election(from, before);
    InodeNumber inode = new InodeNumber(from.getInt());
    VoterId voter = VoterId.trusted(bytes(from, from.get() & 0xff));
    Instant created = Instant.ofEpochMilli(from.getLong());
    BallotPath name = readPath(from);
    Digest digest = Digest.readFrom(from);
    Block block = Block.viewOf(from, requireFits(from, from.getInt()));
    return new Claim(id, election, inode, voter, created, name, digest, block);
  }

  private static ServerId server(ByteBuffer from, @Nullable Claim before) {
    return before != null && skipIfShort(before.id().server().value(), from)
        ? before.id().server()
        : new ServerId(readShort(from));
  }

  private static ElectionName election(ByteBuffer from, @Nullable Claim before) {
    return before != null && skipIfShort(before.election().value(), from)
        ? before.election()
        : new ElectionName(readShort(from));
  }

  /** Passes over a short text if it is this one. */
  private static boolean skipIfShort(String ascii, ByteBuffer from) {
    int start = from.position();
    int length = ascii.length();
    if (from.remaining() <= length || (from.get(start) & 0xff) != length) {
      return false;
    }
    for (int at = 0; at < length; at++) {
      if (from.get(start + 1 + at) != ascii.charAt(at)) {
        return false;
      }
    }
    from.position(start + 1 + length);
    return true;
  }

  /** Text of at most 255 ASCII characters behind its length in one byte. */
  static void writeShort(String ascii, ByteBuffer to) {
    to.put((byte) ascii.length());
    to.put(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  static String readShort(ByteBuffer from) {
    return new String(bytes(from, from.get() & 0xff), StandardCharsets.US_ASCII);
  }

  /** A path in UTF-8 behind its length in two bytes. */
  static void writePath(BallotPath path, ByteBuffer to) {
    byte[] utf8 = path.value().getBytes(StandardCharsets.UTF_8);
    to.putShort((short) utf8.length);
    to.put(utf8);
  }

  static BallotPath readPath(ByteBuffer from) {
    return BallotPath.fromUtf8(bytes(from, from.getShort() & 0xffff));
  }

  static byte[] bytes(ByteBuffer from, int length) {
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
