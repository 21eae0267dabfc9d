package org.ostraka.base;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The disk's failures in words that a person can act on. */
public final class DiskFaults {
  private static final Set<String> FULL = wordsForFull();

  private DiskFaults() {}

  /**
   * The fault for a failed operation on a file.
   *
   * @param failure what the disk threw
   * @param path the file or directory that was worked on
   */
  public static Fault of(IOException failure, Path path) {
    if (isFull(failure)) {
      return new Fault(FaultKind.NO_SPACE, "no-space", full(path), failure);
    }
    if (said(failure).contains("Read-only file system")) {
      return new Fault(FaultKind.READ_ONLY, "read-only", readOnly(path), failure);
    }
    return switch (failure) {
      case NoSuchFileException _ ->
          new Fault(FaultKind.NOT_FOUND, "not-found", path + " does not exist", failure);
      case AccessDeniedException _ ->
          new Fault(FaultKind.ACCESS_DENIED, "access-denied", denied(path), failure);
      default -> new Fault(FaultKind.BROKEN, "disk-failed", broken(failure, path), failure);
    };
  }

  /** Whether the disk or the user's quota was full. */
  public static boolean isFull(IOException failure) {
    return FULL.stream().anyMatch(said(failure)::contains);
  }

  private static String said(IOException failure) {
    return Objects.toString(failure.getMessage(), "");
  }

  private static String full(Path path) {
    return "the disk is full at %s: nothing of this write was kept; free some space and try again"
        .formatted(path);
  }

  private static String denied(Path path) {
    return "%s may not be used by this process: check its owner and permissions".formatted(path);
  }

  private static String readOnly(Path path) {
    return "%s is on a file system that may only be read: choose another place".formatted(path);
  }

  private static String broken(IOException failure, Path path) {
    return "the disk failed at %s (%s): check the disk and the system's log before going on"
        .formatted(path, failure.getMessage());
  }

  /**
   * The JDK hands on the system's message and not its number, and the message is in the system's
   * language. Linux has a file that is always full: ask it for the words.
   */
  private static Set<String> wordsForFull() {
    Set<String> words = new TreeSet<>(Set.of("No space left on device", "Disk quota exceeded"));
    Path full = Path.of("/dev/full");
    if (Files.isWritable(full)) {
      try (OutputStream out = Files.newOutputStream(full)) {
        out.write(0);
      } catch (IOException e) {
        words.add(Objects.requireNonNullElse(e.getMessage(), "No space left on device"));
      }
    }
    return words;
  }
}
