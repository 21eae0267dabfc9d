package org.ostraka.bench.sync;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.ostraka.bench.Subprocess;

/** A program that keeps two folders identical. */
interface Pair {

  String name();

  /** The Debian package to install, if the program is not here. */
  Optional<String> missingPackage();

  /** Starts it on two empty folders; returns when it keeps them identical. */
  Running start(Path folder, Path one, Path other) throws IOException, InterruptedException;

  /** A pair under way. */
  interface Running extends Closeable {

    /** Something has changed in the first folder: for programs that must be told. */
    default void nudge() throws IOException, InterruptedException {}

    /** Bytes of content sent since the start, if it says so. */
    default OptionalLong sent() throws IOException {
      return OptionalLong.empty();
    }

    /** Its programs, by what they do. */
    Map<String, Subprocess> programs();

    @Override
    default void close() {
      List.copyOf(programs().values()).reversed().forEach(Subprocess::close);
    }
  }
}
