package org.ostraka.swarm.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A TCP socket for TLS on top of it. TLS reads and writes a record of 16 KiB at a time; this socket
 * reads more at once, and keeps what is written between {@link #cork} and {@link #uncork} together,
 * so that the operating system is called once for many records. Its buffers are small until there
 * is much to put into them.
 */
final class CorkedSocket extends Socket {
  private static final int LEAST = 4 * 1024;
  private static final int MOST = 128 * 1024;

  private final Gathering out = new Gathering();
  private final Object inLock = new Object();
  private @Nullable InputStream in;

  @Override
  public InputStream getInputStream() throws IOException {
    synchronized (inLock) {
      InputStream buffered = in;
      if (buffered == null) {
        buffered = new ReadAhead(super.getInputStream());
        in = buffered;
      }
      return buffered;
    }
  }

  @Override
  public OutputStream getOutputStream() {
    return out;
  }

  /** Keeps what is written from now on. */
  void cork() {
    out.cork();
  }

  /** Sends what was kept. */
  void uncork() throws IOException {
    out.uncork();
  }

  private OutputStream network() throws IOException {
    return super.getOutputStream();
  }

  /** Reads as much as there is; one thread at a time. */
  private static final class ReadAhead extends InputStream {
    private final InputStream network;
    private byte[] ahead = new byte[LEAST];
    private int at;
    private int end;

    ReadAhead(InputStream network) {
      this.network = network;
    }

    private boolean fill() throws IOException {
      if (end == ahead.length && ahead.length < MOST) {
        ahead = new byte[2 * ahead.length];
      }
      at = 0;
      end = 0;
      int read = network.read(ahead, 0, ahead.length);
      end = Math.max(0, read);
      return read > 0;
    }

    @Override
    public int read() throws IOException {
      return at < end || fill() ? ahead[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (at >= end && !fill()) {
        return -1;
      }
      int part = Math.min(length, end - at);
      System.arraycopy(ahead, at, target, offset, part);
      at += part;
      return part;
    }

    @Override
    public int available() throws IOException {
      return end - at + network.available();
    }

    @Override
    public void close() throws IOException {
      network.close();
    }
  }

  /** Any thread may write: TLS answers by itself while another thread writes messages. */
  private final class Gathering extends OutputStream {
    private byte[] kept = new byte[LEAST];
    private int size;
    private boolean corked;

    @Override
    public synchronized void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] octets, int offset, int length) throws IOException {
      if (size + length > MOST) {
        send();
      }
      if (!corked || length > MOST) {
        send();
        network().write(octets, offset, length);
        return;
      }
      if (size + length > kept.length) {
        kept = Arrays.copyOf(kept, Math.min(MOST, Math.max(size + length, 2 * kept.length)));
      }
      System.arraycopy(octets, offset, kept, size, length);
      size += length;
    }

    private void send() throws IOException {
      if (size > 0) {
        int length = size;
        size = 0;
        network().write(kept, 0, length);
      }
    }

    synchronized void cork() {
      corked = true;
    }

    synchronized void uncork() throws IOException {
      corked = false;
      send();
    }

    @Override
    public void close() throws IOException {
      network().close();
    }
  }
}
