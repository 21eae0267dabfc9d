package org.ostraka.ballot.fuse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Who mounted the election: every file and directory of the mount is shown as theirs. */
record Owner(int uid, int gid) {

  /** The user and group of this process. */
  static Owner ofThisProcess() throws IOException {
    return new Owner(attribute("unix:uid"), attribute("unix:gid"));
  }

  private static int attribute(String name) throws IOException {
    return (Integer) Objects.requireNonNull(Files.getAttribute(Path.of("/proc/self/task"), name));
  }
}
