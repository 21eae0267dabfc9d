package org.ostraka.ballot.store;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Phase;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.box.Change;
import org.ostraka.ballot.box.ClaimCodec;
import org.ostraka.ballot.box.InodeState;
import org.ostraka.ballot.box.WaitingClaim;
import org.ostraka.base.Digest;

/**
 * Rows as bytes: a version, then fields in a fixed order, big-endian. The byte table stands in
 * docs/format/ballot.md.
 */
final class Rows {

  /** The longest row: of waiting claims, the last one with the largest block and names. */
  static final int MAX_BYTES = 2 * Block.MAX_BYTES + 4096;

  /** The row of a file: version, digest, size and hour. */
  static final int FILE_BYTES = 1 + Digest.BYTES + 4 + 4;

  /** What a row of a file has behind that when its block stands in a file of blocks. */
  static final int PLACE_BYTES = 8 + 8;

  /** The longest row of an inode. */
  static final int MAX_INODE_BYTES = 1 + 1 + VoterId.MAX_BYTES + 1 + 8 + 8 + 1 + 255;

  private static final byte VERSION = 1;

  /** A row of a file that tells the place of its block. */
  private static final byte PLACED = 2;

  private static final byte UNUSED = 0;
  private static final byte VALID = 1;

  private Rows() {}

  /** Reads a row that begins with its version and fills the buffer. */
  @FunctionalInterface
  private interface Fields<T> {
    T read(ByteBuffer from);
  }

  private static <T> T read(byte[] row, String table, Fields<T> fields) throws IOException {
    return read(row, table, VERSION, fields);
  }

  private static <T> T read(byte[] row, String table, byte newest, Fields<T> fields)
      throws IOException {
    ByteBuffer from = ByteBuffer.wrap(row);
    try {
      byte version = from.get();
      if (version < VERSION || version > newest) {
        throw new IOException(
            "a row of version %d in the table of %s: this program reads version %d; use the newer one"
                .formatted(version, table, newest));
      }
      return fields.read(from);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new IOException(
          "the table of %s holds a row that is none: remove this server's tables, so that the others refill them"
              .formatted(table),
          e);
    }
  }

  static void write(Election election, ByteBuffer to) {
    ElectionOptions options = election.options();
    to.put(VERSION)
        .putInt(options.blockSize())
        .putInt(Math.toIntExact(options.settlingWindow().toMillis()))
        .putInt(Math.toIntExact(options.allowedSkew().toMillis()))
        .put((byte) (options.sealed() ? 1 : 0))
        .put(code(election.phase()))
        .putLong(election.attempt())
        .putInt(election.voters());
  }

  static Election election(ElectionName name, byte[] row) throws IOException {
    return read(row, "elections", from -> election(name, from));
  }

  private static Election election(ElectionName name, ByteBuffer from) {
    int blockSize = from.getInt();
    Duration window = Duration.ofMillis(from.getInt());
    Duration skew = Duration.ofMillis(from.getInt());
    boolean sealed = from.get() != 0;
    Phase phase = phase(from.get());
    long attempt = from.getLong();
    ElectionOptions options = new ElectionOptions(blockSize, window, skew, sealed);
    return new Election(name, options, phase, attempt, from.getInt());
  }

  private static byte code(Phase phase) {
    return switch (phase) {
      case REGISTERING -> 1;
      case REGISTERED -> 2;
      case OPEN -> 3;
      case CLOSING -> 4;
      case CLOSED -> 5;
    };
  }

  private static Phase phase(byte code) {
    for (Phase phase : Phase.values()) {
      if (code(phase) == code) {
        return phase;
      }
    }
    throw new IllegalArgumentException("phase " + code);
  }

  /** A directory has nothing but its name. */
  static void writeDirectory(ByteBuffer to) {
    to.put(VERSION);
  }

  /** A file of blocks has nothing but its number. */
  static void writeBlockFile(ByteBuffer to) {
    to.put(VERSION);
  }

  static void write(VoterId voter, InodeState state, ByteBuffer to) {
    to.put(VERSION).put((byte) voter.size());
    voter.writeTo(to);
    switch (state) {
      case InodeState.Pending() -> to.put(UNUSED);
      case InodeState.Valid(ClaimId winner, LogIndex index) -> {
        byte[] server = winner.server().value().getBytes(StandardCharsets.US_ASCII);
        to.put(VALID).putLong(index.value()).putLong(winner.nonce());
        to.put((byte) server.length).put(server);
      }
    }
  }

  static Change.InodePut inode(ElectionName election, InodeNumber inode, byte[] row)
      throws IOException {
    return read(
        row,
        "inodes",
        from -> {
          VoterId voter = VoterId.trusted(bytes(from, from.get() & 0xff));
          return new Change.InodePut(election, inode, voter, inodeState(from));
        });
  }

  private static InodeState inodeState(ByteBuffer from) {
    if (from.get() == UNUSED) {
      return new InodeState.Pending();
    }
    LogIndex index = new LogIndex(from.getLong());
    long nonce = from.getLong();
    String server = new String(bytes(from, from.get() & 0xff), StandardCharsets.US_ASCII);
    return new InodeState.Valid(new ClaimId(new ServerId(server), nonce), index);
  }

  static void write(FileEntry file, ByteBuffer to) {
    writeFile(file.digest(), file.size(), file.hour(), to);
  }

  static void writeFile(Digest digest, int size, Instant hour, ByteBuffer to) {
    to.put(VERSION);
    digest.writeTo(to);
    to.putInt(size).putInt(hours(hour));
  }

  /** The row of a file whose block stands at a place, made of the row without it. */
  static void writePlaced(ByteBuffer row, BlockPlace place, ByteBuffer to) {
    to.put(PLACED).put(row.slice(1, FILE_BYTES - 1)).putLong(place.file()).putLong(place.offset());
  }

  static void write(FileEntry file, BlockPlace place, ByteBuffer to) {
    ByteBuffer row = ByteBuffer.allocate(FILE_BYTES);
    write(file, row);
    writePlaced(row, place, to);
  }

  /** Where the block of a file stands; null if it is a row of its own. */
  static @Nullable BlockPlace placeOrNull(byte[] row) {
    ByteBuffer from = ByteBuffer.wrap(row);
    return row.length == FILE_BYTES + PLACE_BYTES && from.get(0) == PLACED
        ? new BlockPlace(from.getLong(FILE_BYTES), from.getLong(FILE_BYTES + Long.BYTES))
        : null;
  }

  private static int hours(Instant hour) {
    return Math.toIntExact(TimeUnit.SECONDS.toHours(hour.getEpochSecond()));
  }

  static FileEntry file(BallotPath name, byte[] row) throws IOException {
    return read(
        row,
        "files",
        PLACED,
        from -> {
          Digest digest = Digest.readFrom(from);
          int size = from.getInt();
          return new FileEntry(name, digest, size, hour(from.getInt()));
        });
  }

  private static Instant hour(int hours) {
    return Instant.ofEpochSecond(TimeUnit.HOURS.toSeconds(hours));
  }

  /** Appends a claim to a row of waiting claims, or begins one. */
  static void append(WaitingClaim waiting, ByteBuffer to) {
    if (to.position() == 0) {
      to.put(VERSION);
    }
    to.putLong(waiting.dated().toEpochMilli()).putLong(waiting.settleAt().toEpochMilli());
    ClaimCodec.write(waiting.claim(), to);
  }

  static List<WaitingClaim> waiting(byte[] row) throws IOException {
    return read(
        row,
        "waiting claims",
        from -> {
          List<WaitingClaim> claims = new ArrayList<>();
          while (from.hasRemaining()) {
            Instant dated = Instant.ofEpochMilli(from.getLong());
            Instant settleAt = Instant.ofEpochMilli(from.getLong());
            claims.add(new WaitingClaim(ClaimCodec.read(from), dated, settleAt));
          }
          return claims;
        });
  }

  /** Why one of a voter's files became invalid; the ordinal counts the voter's files from 0. */
  record Reason(int ordinal, Refusal refusal) {}

  static void write(Reason reason, ByteBuffer to) {
    byte[] code = reason.refusal().code().getBytes(StandardCharsets.US_ASCII);
    to.put(VERSION).putInt(reason.ordinal()).put((byte) code.length).put(code);
  }

  static Reason reason(byte[] row) throws IOException {
    return read(
        row,
        "voters",
        from -> {
          int ordinal = from.getInt();
          String code = new String(bytes(from, from.get() & 0xff), StandardCharsets.US_ASCII);
          return new Reason(
              ordinal, Refusal.valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_')));
        });
  }

  private static byte[] bytes(ByteBuffer from, int length) {
    byte[] bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }
}
