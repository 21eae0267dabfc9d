package org.ostraka.sync.chunk;

import com.github.luben.zstd.Zstd;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.Chunk;
import org.ostraka.sync.ChunkRef;

/**
 * A chunk as it travels and as it is stored: a header of 49 bytes and the content, compressed with
 * Zstandard (RFC 8878) where that makes it shorter.
 *
 * <pre>
 * digest 32  length u32  stored u32  flags u8 (1: compressed)  crc32c of the content u32
 * crc32c of the 45 bytes before u32  content
 * </pre>
 *
 * <p>SHA-256 tells whether the content is the right one and is computed once, when a chunk comes
 * in; the CRCs tell cheaply, each time it is read, whether it is still the same (Castagnoli: RFC
 * 3720).
 */
public final class ChunkFrame {

  /** Bytes before the content. */
  public static final int HEADER_BYTES = Digest.BYTES + 4 + 4 + 1 + 4 + 4;

  private static final int CHECKED_HEADER = HEADER_BYTES - Integer.BYTES;
  private static final byte COMPRESSED = 1;
  private static final int LEVEL = 1;
  private static final int SAMPLE = 4 << 10;

  /** Compressed if it saves an eighth at least: less is not worth the work. */
  private static final int WORTH = 8;

  private final ChunkRef ref;
  private final boolean compressed;

  /** Header and content, from its position to its limit; never changed. */
  private final ByteBuffer bytes;

  private ChunkFrame(ChunkRef ref, boolean compressed, ByteBuffer bytes) {
    this.ref = ref;
    this.compressed = compressed;
    this.bytes = bytes;
  }

  /** The frame of a chunk, compressed if a sample of it says that this helps. */
  public static ChunkFrame of(Chunk chunk) {
    byte[] content = new byte[chunk.length()];
    chunk.bytes().get(content);
    byte @Nullable [] shorter = compressedOrNull(content);
    return shorter == null
        ? assemble(chunk.ref(), false, ByteBuffer.wrap(content))
        : assemble(chunk.ref(), true, ByteBuffer.wrap(shorter));
  }

  private static byte @Nullable [] compressedOrNull(byte[] content) {
    int sample = Math.min(content.length, SAMPLE);
    // The middle, because many formats begin with a head that is unlike the rest.
    int from = (content.length - sample) / 2;
    byte[] space = new byte[(int) Zstd.compressBound(sample)];
    long length = Zstd.compressByteArray(space, 0, space.length, content, from, sample, LEVEL);
    if (!isWorth(length, sample)) {
      return null;
    }
    byte[] all = Zstd.compress(content, LEVEL);
    return isWorth(all.length, content.length) ? all : null;
  }

  private static boolean isWorth(long compressed, int length) {
    return !Zstd.isError(compressed) && compressed <= length - length / WORTH - 1;
  }

  private static ChunkFrame assemble(ChunkRef ref, boolean compressed, ByteBuffer content) {
    int stored = content.remaining();
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + stored);
    ref.digest().writeTo(bytes);
    bytes.putInt(ref.length()).putInt(stored).put(compressed ? COMPRESSED : 0);
    bytes.putInt(crc(content.duplicate()));
    bytes.putInt(crc(bytes.duplicate().flip()));
    bytes.put(content).flip();
    return new ChunkFrame(ref, compressed, bytes);
  }

  private static int crc(ByteBuffer of) {
    CRC32C crc = new CRC32C();
    crc.update(of);
    return (int) crc.getValue();
  }

  /**
   * Reads the next frame and moves the buffer behind it; the frame shares the buffer's bytes. The
   * CRCs are checked, the digest is not: see {@link #requireDigest}.
   *
   * @return null if the bytes from here on are no whole, undamaged frame; the buffer then stays
   */
  public static @Nullable ChunkFrame readOrNull(ByteBuffer in) {
    if (in.remaining() < HEADER_BYTES) {
      return null;
    }
    ByteBuffer head = in.slice(in.position(), HEADER_BYTES);
    if (crc(head.duplicate().limit(CHECKED_HEADER)) != head.getInt(CHECKED_HEADER)) {
      return null;
    }
    Digest digest = Digest.readFrom(head);
    int length = head.getInt();
    int stored = head.getInt();
    byte flags = head.get();
    int crc = head.getInt();
    if (!isPossible(length, stored, flags) || in.remaining() - HEADER_BYTES < stored) {
      return null;
    }
    ByteBuffer bytes = in.slice(in.position(), HEADER_BYTES + stored);
    if (crc(bytes.duplicate().position(HEADER_BYTES)) != crc) {
      return null;
    }
    in.position(in.position() + bytes.remaining());
    return new ChunkFrame(new ChunkRef(digest, length), flags == COMPRESSED, bytes);
  }

  private static boolean isPossible(int length, int stored, byte flags) {
    boolean inRange = length >= 1 && length <= ChunkRef.MAX_LENGTH && stored >= 1;
    return switch (flags) {
      case 0 -> inRange && stored == length;
      case COMPRESSED -> inRange && stored < length;
      default -> false;
    };
  }

  /**
   * Bytes of content after a header, or -1 if it is damaged: to find the next one without reading.
   */
  public static int storedLength(ByteBuffer header) {
    boolean sound = crc(header.duplicate().limit(CHECKED_HEADER)) == header.getInt(CHECKED_HEADER);
    return sound ? header.getInt(Digest.BYTES + Integer.BYTES) : -1;
  }

  public ChunkRef ref() {
    return ref;
  }

  public Digest digest() {
    return ref.digest();
  }

  /** Bytes of header and content. */
  public int size() {
    return bytes.remaining();
  }

  /** Header and content, to read. */
  public ByteBuffer bytes() {
    return bytes.asReadOnlyBuffer();
  }

  /** Header and content in an array, from {@link #offset} on; MUST NOT be changed. */
  public byte[] array() {
    return bytes.array();
  }

  /** Where in {@link #array} the frame begins. */
  public int offset() {
    return bytes.arrayOffset() + bytes.position();
  }

  /**
   * Checks the content against the digest: the one pass over it on the hub.
   *
   * @throws Fault {@code wrong-digest}
   */
  public void requireDigest() throws Fault {
    Digest actual = compressed ? Digest.of(content()) : Digest.of(plain());
    if (!actual.equals(ref.digest())) {
      throw new Fault(
          FaultKind.INVALID_INPUT,
          "wrong-digest",
          "chunk %s has the content of %s: read the file again and send what it holds"
              .formatted(ref.digest(), actual));
    }
  }

  private ByteBuffer plain() {
    return bytes.duplicate().position(bytes.position() + HEADER_BYTES);
  }

  /** The chunk's content, uncompressed. */
  public byte[] content() throws Fault {
    byte[] content = new byte[ref.length()];
    if (!compressed) {
      plain().get(content);
      return content;
    }
    int from = offset() + HEADER_BYTES;
    long length =
        Zstd.decompressByteArray(content, 0, content.length, array(), from, size() - HEADER_BYTES);
    if (Zstd.isError(length) || length != content.length) {
      throw new Fault(
          FaultKind.INVALID_INPUT,
          "wrong-compression",
          "chunk %s does not unfold to %d bytes: send it again"
              .formatted(ref.digest(), ref.length()));
    }
    return content;
  }

  /** The chunk, believing the digest: for what was checked when it came in. */
  public Chunk chunk() throws Fault {
    return Chunk.trusted(ref, content());
  }
}
