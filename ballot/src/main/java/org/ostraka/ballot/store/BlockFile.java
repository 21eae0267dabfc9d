package org.ostraka.ballot.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.ostraka.base.Disk;

/**
 * A file of blocks while it is written, by one thread: a header, then block after block with
 * nothing between them. What was appended is durable after {@link #force}, and never written again.
 */
final class BlockFile implements Closeable {
  private static final long MAGIC = 0x4f5354_52424c4b_01L; // "OSTRBLK", version 1

  /** Whole blocks of any disk, and enough to go past the system's cache. */
  private static final int STAGE_BYTES = 1 << 20;

  private final Disk disk;
  private final Path directory;
  private final long number;
  private final Disk.File file;
  private final ByteBuffer stage = ByteBuffer.allocate(STAGE_BYTES).putLong(MAGIC);
  private long end = Long.BYTES;

  /** Begins the file anew. */
  BlockFile(Disk disk, Path directory, long number) throws IOException {
    this.disk = disk;
    this.directory = directory;
    this.number = number;
    this.file = disk.open(BlockFiles.path(directory, number));
    file.truncate(0);
  }

  long number() {
    return number;
  }

  /** Takes all that remains in the buffer. */
  BlockPlace append(ByteBuffer block) throws IOException {
    BlockPlace place = new BlockPlace(number, end);
    end += block.remaining();
    while (block.hasRemaining()) {
      int part = Math.min(stage.remaining(), block.remaining());
      stage.put(stage.position(), block, block.position(), part).position(stage.position() + part);
      block.position(block.position() + part);
      if (!stage.hasRemaining()) {
        write();
      }
    }
    return place;
  }

  private void write() throws IOException {
    file.append(List.of(stage.flip()));
    stage.clear();
  }

  /** Makes all blocks durable, and the file's name. */
  void force() throws IOException {
    write();
    file.force();
    disk.forceDirectory(directory);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
