package org.ostraka.ballot.fuse;

import java.time.Instant;
import org.cryptomator.jfuse.api.Stat;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.FileStat;

/**
 * What {@code stat} says of a name. Times are cut to the hour, and there is no inode number here:
 * libfuse numbers names in the order in which they are first seen, which tells nothing of voters.
 *
 * @param size in bytes
 */
record Attributes(boolean isDirectory, long size, Instant hour) {

  /** {@code st_blocks} and {@code f_frsize} count in units of this many bytes. */
  static final int UNIT = 512;

  private static final int DIRECTORY_MODE = Stat.S_IFDIR | 0770;
  private static final int FILE_MODE = Stat.S_IFREG | 0440;

  static Attributes of(FileStat stat) {
    return switch (stat) {
      case FileStat.Directory _ -> new Attributes(true, 0, Instant.EPOCH);
      case FileStat.Ballot ballot -> of(ballot.entry());
    };
  }

  private static Attributes of(FileEntry entry) {
    return ofFile(entry.size(), entry.hour());
  }

  static Attributes ofFile(long size, Instant hour) {
    return new Attributes(false, size, hour);
  }

  /** Fills in the kernel's structure, which arrives with zeros. */
  void writeTo(Stat stat, Owner owner) {
    stat.setMode(isDirectory ? DIRECTORY_MODE : FILE_MODE);
    stat.setNLink((short) 1);
    stat.setUid(owner.uid());
    stat.setGid(owner.gid());
    stat.setSize(size);
    stat.aTime().set(hour);
    stat.mTime().set(hour);
    stat.cTime().set(hour);
    JfuseGaps.setBlocks(stat, (size + UNIT - 1) / UNIT);
  }
}
