package org.ostraka.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The folder with the launcher, above the module that is being tested. */
final class Checkout {
  static final Path ROOT =
      Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
          .filter(folder -> Files.exists(folder.resolve("ostraka")))
          .findFirst()
          .orElseThrow();

  private Checkout() {}
}
