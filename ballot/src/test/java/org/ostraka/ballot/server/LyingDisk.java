package org.ostraka.ballot.server;

import java.io.IOException;
import java.nio.file.Path;
import org.ostraka.base.Disk;

/** A disk that says that content is durable and does nothing for it, like one with a bad cache. */
final class LyingDisk extends ForwardingDisk {

  LyingDisk(Disk disk) {
    super(disk);
  }

  @Override
  public File open(Path file) throws IOException {
    return new ForwardingFile(super.open(file)) {
      @Override
      public void force() {}
    };
  }
}
