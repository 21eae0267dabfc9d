package org.ostraka.sync.history;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.tmatesoft.svn.core.SVNException;
import org.tmatesoft.svn.core.io.ISVNEditor;
import org.tmatesoft.svn.core.io.diff.SVNDiffInstruction;
import org.tmatesoft.svn.core.io.diff.SVNDiffWindow;

/**
 * A file's text sent to an editor as it is, in windows that hold nothing but new data: to look for
 * what it has in common with the version before is the repository's own work, done once there.
 */
final class WindowStream extends OutputStream {

  /** As large as Subversion's own windows; its servers refuse much larger ones. */
  private static final int WINDOW_BYTES = 100 * 1024;

  private static final int INSTRUCTION_BYTES = 16;

  private final ISVNEditor editor;
  private final String path;
  private final ByteBuffer text = ByteBuffer.allocate(WINDOW_BYTES);
  private boolean sent;

  WindowStream(ISVNEditor editor, String path) {
    this.editor = editor;
    this.path = path;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    while (at < offset + length) {
      int part = Math.min(text.remaining(), offset + length - at);
      text.put(bytes, at, part);
      at += part;
      if (!text.hasRemaining()) {
        send();
      }
    }
  }

  private void send() throws IOException {
    text.flip();
    int length = text.remaining();
    ByteBuffer data = ByteBuffer.allocate(INSTRUCTION_BYTES + length);
    new SVNDiffInstruction(SVNDiffInstruction.COPY_FROM_NEW_DATA, length, 0).writeTo(data);
    int instruction = data.position();
    data.put(text).flip();
    SVNDiffWindow window = new SVNDiffWindow(0, 0, length, instruction, length);
    window.setData(data);
    deliver(window);
    text.clear();
  }

  private void deliver(SVNDiffWindow window) throws IOException {
    try {
      editor.textDeltaChunk(path, window).close();
    } catch (SVNException e) {
      throw new IOException("Subversion takes no more of " + path, e);
    }
    sent = true;
  }

  /** Sends the rest. An empty text is said by one empty window. */
  @Override
  public void close() throws IOException {
    if (text.position() > 0) {
      send();
    } else if (!sent) {
      deliver(SVNDiffWindow.EMPTY);
    }
  }
}
