package org.ostraka.ballot;

/** A ballot file with its block. */
public record StoredFile(FileEntry entry, Block block) {

  /** Whether the block is what was written. */
  public boolean isIntact() {
    return block.size() == entry.size() && block.digest().equals(entry.digest());
  }
}
