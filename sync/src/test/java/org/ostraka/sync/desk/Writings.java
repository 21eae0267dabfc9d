package org.ostraka.sync.desk;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.TreeSet;

/** What persons have written in a simulation, each text a number, and took away again or not. */
final class Writings {
  private final Set<Integer> kept = new TreeSet<>();
  private int last;

  /** A text that nobody wrote before. */
  byte[] next() {
    kept.add(++last);
    return bytes(last);
  }

  /** A person took these away, or wrote over them. */
  void taken(Set<Integer> values) {
    kept.removeAll(values);
  }

  /** What must be somewhere. */
  Set<Integer> kept() {
    return kept;
  }

  static byte[] bytes(int value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }

  /** The number of a file's text; 0 for what is no file or holds something else. */
  static int value(SimDirectory.Inode inode) {
    return inode.bytes.length == Integer.BYTES ? ByteBuffer.wrap(inode.bytes).getInt() : 0;
  }

  /** What stands there, in words that the hub's listing uses too. */
  static String describe(SimDirectory.Inode inode) {
    return switch (inode.kind) {
      case FOLDER -> "/";
      case LINK -> "-> " + inode.target;
      case FILE, OTHER -> describe(inode.bytes, inode.executable);
    };
  }

  static String describe(byte[] bytes, boolean executable) {
    String text = bytes.length == Integer.BYTES ? "" + ByteBuffer.wrap(bytes).getInt() : "odd";
    return executable ? text + "*" : text;
  }
}
