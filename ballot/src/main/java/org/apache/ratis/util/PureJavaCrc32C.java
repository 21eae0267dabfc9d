package org.apache.ratis.util;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * The checksum of Ratis' log records, by the processor's own instruction. It stands in the place of
 * Ratis' class of this name, which computes the same by tables, at a byte a nanosecond, and cannot
 * be exchanged by a setting: every ballot is summed by every server. Where the class path has Ratis
 * first, that one is used, and nothing else changes.
 */
public class PureJavaCrc32C implements Checksum {
  private final CRC32C crc = new CRC32C();

  @Override
  public long getValue() {
    return crc.getValue();
  }

  @Override
  public void reset() {
    crc.reset();
  }

  @Override
  public void update(byte[] bytes, int from, int length) {
    crc.update(bytes, from, length);
  }

  @Override
  public void update(ByteBuffer buffer) {
    crc.update(buffer);
  }

  @Override
  public final void update(int value) {
    crc.update(value);
  }
}
