package org.ostraka.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.ostraka.base.Disk;
import org.ostraka.base.DiskContract;

final class SimDiskContractTest extends DiskContract {
  private static final Path ROOT = Path.of("/node");

  @Override
  protected Disk disk() {
    SimDisk disk = new SimDisk(new SplittableRandom(1));
    try {
      disk.createDirectories(ROOT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return disk;
  }

  @Override
  protected Path root() {
    return ROOT;
  }
}
