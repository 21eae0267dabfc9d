package org.ostraka.app.swarm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.ostraka.base.DiskFaults;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.FileDisk;

/** A file that comes in from a browser, of a length that was declared. */
public final class Incoming {

  /** What stays free for those who work here. */
  private static final long RESERVED = 64L << 20;

  private Incoming() {}

  /**
   * Writes all of it to a file.
   *
   * @throws Fault NO_SPACE before anything is written if it would fill the disk, or while it is
   *     written if something else does
   */
  public static void keep(InputStream in, long length, Path file) throws Fault, IOException {
    if (FileDisk.ownerOnly().usableBytes(file.resolveSibling("")) < length + RESERVED) {
      throw new Fault(
          FaultKind.NO_SPACE,
          "no-space",
          "%,d bytes do not fit on this server's disk: make room".formatted(length));
    }
    try {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw DiskFaults.of(e, file);
    }
  }
}
