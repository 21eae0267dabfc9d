package org.ostraka.ballot.fuse;

import org.cryptomator.jfuse.api.FuseOperations;
import org.ostraka.base.FaultKind;

/**
 * The operations that a write-once file system refuses to everybody, whatever they name: EPERM, as
 * POSIX has it for a file system that does not support the operation. {@code link} and {@code
 * mknod}, which jfuse does not pass on, are refused by {@link JfuseGaps}.
 */
interface WriteOnceOperations extends FuseOperations {

  /** Negated, as callbacks answer. */
  int REFUSED = -FaultKind.NOT_PERMITTED.errno();

  @Override
  default int rename(String from, String to, int flags) {
    return REFUSED;
  }

  @Override
  default int unlink(String path) {
    return REFUSED;
  }

  @Override
  default int rmdir(String path) {
    return REFUSED;
  }

  @Override
  default int symlink(String target, String path) {
    return REFUSED;
  }
}
