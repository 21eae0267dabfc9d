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
    if (!seemsCompressible(ByteBuffer.wrap(content))) {
      return null;
    }
    byte[] all = Zstd.compress(content, LEVEL);
    return isWorth(all.length, content.length) ? all : null;
  }

  /** Whether a sample of the content says that compressing it helps. */
  static boolean seemsCompressible(ByteBuffer content) {
    byte[] sample = new byte[Math.min(content.remaining(), SAMPLE)];
    // The middle, because many formats begin with a head that is unlike the rest.
    int from = content.position() + (content.remaining() - sample.length) / 2;
    content.get(from, sample);
    return !isEven(sample) && isWorth(Zstd.compress(sample, LEVEL).length, sample.length);
  }

  /**
   * Whether each byte is about as frequent as any other, as in what is compressed or encrypted
   * already. To count them costs a tenth of trying to compress.
   *
   * <p>Of n random bytes about n²/512 pairs are equal; a sixteenth more is far beyond chance where
   * n is some thousands, and would save a hundredth of the bytes.
   */
  private static boolean isEven(byte[] sample) {
    if (sample.length < SAMPLE) {
      return false;
    }
    int[] counts = new int[256];
    for (byte each : sample) {
      counts[each & 0xff]++;
    }
    long pairs = 0;
    for (int count : counts) {
      pairs += (long) count * (count - 1) / 2;
    }
    long expected = (long) sample.length * sample.length / 512;
    return pairs < expected + expected / 16;
  }

  private static boolean isWorth(long compressed, int length) {
    return !Zstd.isError(compressed) && compressed <= length - length / WORTH - 1;
  }

  private static ChunkFrame assemble(ChunkRef ref, boolean compressed, ByteBuffer content) {
    int stored = content.remaining();
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + stored);
    bytes.put(header(ref, compressed, content)).put(content).flip();
    return new ChunkFrame(ref, compressed, bytes);
  }

  private static ByteBuffer header(ChunkRef ref, boolean compressed, ByteBuffer content) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    ref.digest().writeTo(header);
    header.putInt(ref.length()).putInt(content.remaining()).put(compressed ? COMPRESSED : 0);
    header.putInt(crc(content.duplicate()));
    return header.putInt(crc(header.duplicate().flip())).flip();
  }

  /** What goes before the content of a chunk that is not compressed. */
  static ByteBuffer plainHeader(Chunk chunk) {
    return header(chunk.ref(), false, chunk.bytes());
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
    @Nullable Header head = Header.readOrNull(in.slice(in.position(), HEADER_BYTES));
    if (head == null || in.remaining() - HEADER_BYTES < head.stored) {
      return null;
    }
    ByteBuffer bytes = in.slice(in.position(), HEADER_BYTES + head.stored);
    if (crc(bytes.duplicate().position(HEADER_BYTES)) != head.check) {
      return null;
    }
    in.position(in.position() + bytes.remaining());
    return new ChunkFrame(head.ref(), head.compressed, bytes);
  }

  /**
   * The chunk of a frame that was read in two parts; where it is not compressed its bytes stay
   * where they are. The CRCs are checked, the digest is believed.
   *
   * @param stored holds the {@link #storedLength} bytes after the header, from its position on
   * @return null if they are no undamaged frame
   */
  public static @Nullable Chunk chunkOrNull(byte[] header, ByteBuffer stored) throws Fault {
    @Nullable Header head =
        header.length == HEADER_BYTES ? Header.readOrNull(ByteBuffer.wrap(header)) : null;
    if (head == null
        || head.stored != stored.remaining()
        || crc(stored.duplicate()) != head.check) {
      return null;
    }
    int from = stored.arrayOffset() + stored.position();
    return head.compressed
        ? Chunk.trusted(head.ref(), unfold(head.ref(), stored.array(), from, head.stored))
        : Chunk.trusted(head.ref(), stored.array(), from);
  }

  /** What stands before the content. */
  private record Header(Digest digest, int length, int stored, boolean compressed, int check) {

    /** Null if the bytes are damaged or say what cannot be. */
    static @Nullable Header readOrNull(ByteBuffer head) {
      if (crc(head.duplicate().limit(CHECKED_HEADER)) != head.getInt(CHECKED_HEADER)) {
        return null;
      }
      Digest digest = Digest.readFrom(head);
      int length = head.getInt();
      int stored = head.getInt();
      byte flags = head.get();
      return isPossible(length, stored, flags)
          ? new Header(digest, length, stored, flags == COMPRESSED, head.getInt())
          : null;
    }

    ChunkRef ref() {
      return new ChunkRef(digest, length);
    }
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
    if (!compressed) {
      byte[] content = new byte[ref.length()];
      plain().get(content);
      return content;
    }
    return unfold(ref, array(), offset() + HEADER_BYTES, size() - HEADER_BYTES);
  }

  private static byte[] unfold(ChunkRef ref, byte[] in, int from, int stored) throws Fault {
    byte[] content = new byte[ref.length()];
    long length = Zstd.decompressByteArray(content, 0, content.length, in, from, stored);
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
