package org.ostraka.sync.account;

import java.util.Locale;

/** What somebody may do in a folder and in all below it. Each includes those before it. */
public enum Right {
  /** Nothing: not even learn that it exists. */
  NONE,
  /** List, read, and read earlier versions. */
  READ,
  /** Change, remove and restore. */
  WRITE,
  /** Give rights to others. */
  MANAGE;

  /** The word in commands, tables and the API. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Parses a word; {@link IllegalArgumentException} names it and the choices. */
  public static Right parse(String word) {
    for (Right right : values()) {
      if (right.word().equals(word)) {
        return right;
      }
    }
    throw new IllegalArgumentException(
        "right '%s': one of none, read, write, manage".formatted(word));
  }

  public boolean includes(Right other) {
    return compareTo(other) >= 0;
  }
}
