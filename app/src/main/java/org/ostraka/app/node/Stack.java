package org.ostraka.app.node;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened one upon the other, to be closed from the top. */
public final class Stack implements Closeable {
  private final Deque<Closeable> opened = new ArrayDeque<>();

  /** Puts what was just opened on top. */
  public <T extends Closeable> T push(T part) {
    opened.push(part);
    return part;
  }

  /** Closes everything, whatever fails; the first failure is thrown at the end. */
  @Override
  public void close() throws IOException {
    IOException failure = null;
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
