package org.ostraka.app.organisation;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Whole folders that this program made and nobody needs any more. */
public final class FileTrees {
  private FileTrees() {}

  /** Removes the folder if it exists; what stays is only worth a warning. */
  public static void deleteQuietly(Path root) {
    try {
      if (Files.exists(root)) {
        Files.walkFileTree(root, new Deleting());
      }
    } catch (IOException e) {
      LoggerFactory.getLogger(FileTrees.class)
          .warn("{} could not be removed: {}", root, e.toString());
    }
  }

  private static final class Deleting extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.delete(visited);
      return FileVisitResult.CONTINUE;
    }
  }
}
