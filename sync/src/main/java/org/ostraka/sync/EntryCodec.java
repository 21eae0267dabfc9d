package org.ostraka.sync;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.ostraka.base.Digest;

/**
 * Entries as bytes, for the tables of hub and desk. The first byte is the kind; numbers are
 * big-endian.
 *
 * <pre>
 * 0                                                          folder
 * 1  flags u8 (1: executable)  modified i64  chunks u32  { digest 32  length u32 }
 * 2  target, UTF-8 to the end                                link
 * </pre>
 */
public final class EntryCodec {
  private static final byte FOLDER = 0;
  private static final byte FILE = 1;
  private static final byte LINK = 2;
  private static final int FILE_HEAD = 1 + 1 + Long.BYTES + Integer.BYTES;
  private static final int CHUNK = Digest.BYTES + Integer.BYTES;

  private EntryCodec() {}

  /** The entry's bytes. */
  public static byte[] encode(Entry entry) {
    return switch (entry) {
      case Folder _ -> new byte[] {FOLDER};
      case FileEntry file -> encode(file);
      case LinkEntry(String target) -> {
        byte[] text = target.getBytes(StandardCharsets.UTF_8);
        yield ByteBuffer.allocate(1 + text.length).put(LINK).put(text).array();
      }
    };
  }

  private static byte[] encode(FileEntry file) {
    List<ChunkRef> chunks = file.content().chunks();
    ByteBuffer out = ByteBuffer.allocate(FILE_HEAD + chunks.size() * CHUNK);
    out.put(FILE).put((byte) (file.executable() ? 1 : 0));
    out.putLong(file.modifiedMillis()).putInt(chunks.size());
    for (ChunkRef chunk : chunks) {
      chunk.digest().writeTo(out);
      out.putInt(chunk.length());
    }
    return out.array();
  }

  /**
   * The entry that has these bytes.
   *
   * @throws IllegalArgumentException if no entry has
   */
  public static Entry decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      Entry entry = decode(in);
      if (in.hasRemaining()) {
        throw new IllegalArgumentException(in.remaining() + " bytes after the entry");
      }
      return entry;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("the entry is cut short", e);
    }
  }

  private static Entry decode(ByteBuffer in) {
    byte kind = in.get();
    if (kind == LINK) {
      byte[] target = new byte[in.remaining()];
      in.get(target);
      return new LinkEntry(new String(target, StandardCharsets.UTF_8));
    }
    if (kind != FILE && kind != FOLDER) {
      throw new IllegalArgumentException("entry of kind " + kind + ": must be 0, 1 or 2");
    }
    return kind == FILE ? decodeFile(in) : Folder.FOLDER;
  }

  private static FileEntry decodeFile(ByteBuffer in) {
    boolean executable = (in.get() & 1) != 0;
    long modified = in.getLong();
    int count = in.getInt();
    if (count < 0 || (long) count * CHUNK != in.remaining()) {
      throw new IllegalArgumentException("%d chunks do not fit the entry".formatted(count));
    }
    List<ChunkRef> chunks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      chunks.add(new ChunkRef(Digest.readFrom(in), in.getInt()));
    }
    return new FileEntry(Content.of(chunks), executable, modified);
  }
}
