package org.ostraka.ballot.fuse;

import static org.ostraka.ballot.fuse.ErrnoBoundary.answer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.cryptomator.jfuse.api.Errno;
import org.ostraka.ballot.FileState;

/**
 * The extended attribute {@code user.ostraka.state} of every ballot: {@code pending}, {@code valid}
 * or {@code invalid}. It can be read by whoever may see the file, and be changed by nobody.
 */
final class StateAttribute {
  private static final String NAME = "user.ostraka.state";

  private final MountedElection election;
  private final Errno errno;

  StateAttribute(MountedElection election, Errno errno) {
    this.election = election;
    this.errno = errno;
  }

  int get(String path, String name, ByteBuffer value) {
    if (!name.equals(NAME)) {
      return -errno.enodata();
    }
    return answer(
        "getxattr",
        () -> {
          Optional<FileState> state = election.state(path);
          return state.isPresent() ? put(state.get().word(), value) : -errno.enodata();
        });
  }

  int list(String path, ByteBuffer names) {
    return answer(
        "listxattr", () -> election.state(path).isPresent() ? put(NAME + "\0", names) : 0);
  }

  /** Fills the buffer; one without any room asks for the length only. */
  private int put(String text, ByteBuffer into) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (into.capacity() == 0) {
      return bytes.length;
    }
    if (into.capacity() < bytes.length) {
      return -errno.erange();
    }
    into.put(bytes);
    return bytes.length;
  }

  /** EPERM for the state; other attributes do not exist on this file system. */
  int refuseChange(String name) {
    return name.equals(NAME) ? WriteOnceOperations.REFUSED : -errno.enotsup();
  }
}
