package org.ostraka.swarm;

/**
 * Some consecutive blocks of a fragment: what is asked for and sent at once.
 *
 * @param first number of the first block within the fragment
 * @param count 1 to 16
 */
public record Run(int fragment, int first, int count) {

  /** Most blocks of a run. */
  public static final int MAX_BLOCKS = 16;

  /** Refuses a run of no or too many blocks. */
  public Run {
    if (count < 1 || count > MAX_BLOCKS) {
      throw new IllegalArgumentException("run of %d blocks: 1 to 16".formatted(count));
    }
    if (fragment < 0 || first < 0) {
      throw new IllegalArgumentException("run before the start of the file");
    }
  }

  /** Whether a file has these blocks. */
  public boolean isOf(FileKey key) {
    return key.hasFragment(fragment) && first + count <= key.blocksOf(fragment);
  }

  /** Its bytes in a file that has it. */
  public int bytes(FileKey key) {
    return key.bytesOf(fragment, first, count);
  }

  /** Where it starts in the file. */
  public long offset(FileKey key) {
    return key.offsetOf(fragment) + (long) first * FileKey.BLOCK;
  }
}
