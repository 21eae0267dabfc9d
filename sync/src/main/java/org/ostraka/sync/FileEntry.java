package org.ostraka.sync;

/**
 * A file.
 *
 * @param executable whether its owner may execute it: the only permission that is synchronised
 * @param modifiedMillis modification time in milliseconds since 1970 UTC, as its desk saw it
 */
public record FileEntry(Content content, boolean executable, long modifiedMillis) implements Entry {

  /** Whether a reader of the file sees no difference; times are not compared. */
  public boolean reads(FileEntry other) {
    return executable == other.executable && content.equals(other.content);
  }
}
