package org.ostraka.sync.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.ostraka.sync.LinkEntry;

/**
 * How Subversion keeps a symbolic link: a file with the property {@code svn:special} whose text is
 * "link " and the target.
 */
final class SpecialFile {
  private static final String LINK = "link ";

  private SpecialFile() {}

  static byte[] of(LinkEntry link) {
    return (LINK + link.target()).getBytes(UTF_8);
  }

  /** The link, or empty if the text is not one that a desk could make. */
  static Optional<LinkEntry> link(byte[] text) {
    String decoded = new String(text, UTF_8);
    try {
      return decoded.startsWith(LINK)
          ? Optional.of(new LinkEntry(decoded.substring(LINK.length())))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
