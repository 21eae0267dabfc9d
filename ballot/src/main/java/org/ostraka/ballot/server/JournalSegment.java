package org.ostraka.ballot.server;

import java.io.Closeable;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.box.ClaimCodec;
import org.ostraka.base.Disk;

/**
 * One file of the journal of pending files: a header, then records of length, CRC-32C and claim.
 * Writes come from one thread at a time, reads from any.
 */
final class JournalSegment implements Closeable {
  private static final long MAGIC = 0x4f5354_52504e44_01L; // "OSTRPND", version 1
  private static final int HEADER = Long.BYTES;
  private static final int RECORD_HEADER = 8;
  private static final int LONGEST_CLAIM = Block.MAX_BYTES + 2048;

  private final Path path;
  private final Disk.File file;

  /** Bytes that are durable; behind them only a failed write may stand. */
  private long size;

  private JournalSegment(Path path, Disk.File file, long size) {
    this.path = path;
    this.file = file;
    this.size = size;
  }

  /** Creates the file; its name is durable when this returns, and gone when this fails. */
  static JournalSegment create(Disk disk, Path path) throws IOException {
    Disk.File file = disk.open(path);
    try {
      file.truncate(0); // what an attempt that failed may have left
      file.append(List.of(ByteBuffer.allocate(HEADER).putLong(MAGIC).flip()));
      file.force();
      disk.forceDirectory(requireParent(path));
    } catch (IOException e) {
      discard(disk, path, file, e);
      throw e;
    }
    return new JournalSegment(path, file, HEADER);
  }

  private static void discard(Disk disk, Path path, Disk.File file, IOException cause) {
    try {
      file.close();
      disk.delete(path);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static Path requireParent(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("a journal file without a directory: " + path);
    }
    return parent;
  }

  /**
   * Opens a file that an earlier run left and gives its claims with their offsets. A torn end,
   * which was never acknowledged, is passed over.
   *
   * @throws DamagedJournalException if a record in the middle cannot be read
   */
  static JournalSegment recover(Disk disk, Path path, BiConsumer<Long, Claim> claims)
      throws IOException {
    JournalSegment segment = new JournalSegment(path, disk.open(path), HEADER);
    ByteBuffer content = segment.readAll();
    if (content.remaining() <= HEADER) {
      return segment; // it was being created: the header is durable before a record follows
    }
    if (content.getLong() != MAGIC) {
      throw new DamagedJournalException(path, 0);
    }
    while (content.hasRemaining()) {
      int offset = content.position();
      Claim claim = claimAtOrNull(content);
      if (claim == null) {
        segment.requireTorn(content, offset);
        break;
      }
      claims.accept((long) offset, claim);
      segment.size = content.position();
    }
    return segment;
  }

  private ByteBuffer readAll() throws IOException {
    ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(file.size()));
    file.read(0, content);
    return content.flip();
  }

  /** The record at the buffer's position, behind which it leaves the buffer; null if it is none. */
  private static @Nullable Claim claimAtOrNull(ByteBuffer content) {
    if (content.remaining() < RECORD_HEADER) {
      return null;
    }
    int length = content.getInt();
    int crc = content.getInt();
    if (length <= 0 || length > LONGEST_CLAIM || length > content.remaining()) {
      return null;
    }
    ByteBuffer body = content.slice(content.position(), length);
    if (crc(body.duplicate()) != crc) {
      return null;
    }
    content.position(content.position() + length);
    return ClaimCodec.read(body);
  }

  /** A torn end has nothing whole behind it; damage in the middle has. */
  private void requireTorn(ByteBuffer content, int offset) throws IOException {
    for (int at = offset + 1; at < content.limit() - RECORD_HEADER; at++) {
      if (isWholeRecord(content.duplicate().position(at))) {
        throw new DamagedJournalException(path, offset);
      }
    }
  }

  private static boolean isWholeRecord(ByteBuffer content) {
    try {
      return claimAtOrNull(content) != null;
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      return false;
    }
  }

  /**
   * Appends claims and makes them durable.
   *
   * @return their offsets, in order
   * @throws IOException if they are not durable; then none of them will be found again
   */
  List<Long> append(List<Claim> claims) throws IOException {
    List<Long> offsets = new ArrayList<>(claims.size());
    int length = claims.stream().mapToInt(claim -> RECORD_HEADER + ClaimCodec.size(claim)).sum();
    ByteBuffer records = ByteBuffer.allocate(length);
    for (Claim claim : claims) {
      offsets.add(size + records.position());
      putRecord(claim, records);
    }
    write(records.flip());
    return offsets;
  }

  private static void putRecord(Claim claim, ByteBuffer records) {
    int start = records.position();
    records.position(start + RECORD_HEADER);
    ClaimCodec.write(claim, records);
    int length = records.position() - start - RECORD_HEADER;
    records.putInt(start, length);
    records.putInt(start + 4, crc(records.slice(start + RECORD_HEADER, length)));
  }

  private void write(ByteBuffer records) throws IOException {
    long length = records.remaining();
    try {
      file.append(List.of(records));
      file.force();
    } catch (IOException e) {
      cutBack(e);
      throw e;
    }
    size += length;
  }

  /**
   * What failed must not come back after a restart: the voter was told that it was not recorded.
   */
  private void cutBack(IOException cause) {
    try {
      file.truncate(size);
      file.force();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** Reads the claim at an offset that {@link #append} or {@link #recover} gave. */
  Claim read(long offset, int claimBytes) throws IOException {
    ByteBuffer record = ByteBuffer.allocate(RECORD_HEADER + claimBytes);
    file.read(offset, record);
    Claim claim = record.flip().hasRemaining() ? claimAtOrNull(record) : null;
    if (claim == null) {
      throw new DamagedJournalException(path, offset);
    }
    return claim;
  }

  /** Bytes in the file. */
  long size() {
    return size;
  }

  Path path() {
    return path;
  }

  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
