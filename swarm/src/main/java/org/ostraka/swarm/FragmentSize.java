package org.ostraka.swarm;

/**
 * The size of a file's fragments: a power of two from 64 KiB to 16 MiB.
 *
 * @param exponent its logarithm, 16 to 24
 */
public record FragmentSize(int exponent) {

  static final int MIN_EXPONENT = 16;
  static final int MAX_EXPONENT = 24;

  /** A new file is cut into at most this many fragments, if 16 MiB is enough for that. */
  static final int USUAL_FRAGMENTS = 1024;

  /** Refuses an exponent out of range. */
  public FragmentSize {
    if (exponent < MIN_EXPONENT || exponent > MAX_EXPONENT) {
      throw new IllegalArgumentException(
          "fragment exponent %d: it is 16 to 24".formatted(exponent));
    }
  }

  /** The size that every publisher takes for content of {@code size} bytes (RFC section 5.1). */
  public static FragmentSize forContent(long size) {
    int exponent = MIN_EXPONENT;
    while (exponent < MAX_EXPONENT && (size - 1) >> exponent >= USUAL_FRAGMENTS) {
      exponent++;
    }
    return new FragmentSize(exponent);
  }

  /** In bytes. */
  public int bytes() {
    return 1 << exponent;
  }

  /** Blocks of 16 KiB in a full fragment. */
  public int blocks() {
    return bytes() / FileKey.BLOCK;
  }
}
