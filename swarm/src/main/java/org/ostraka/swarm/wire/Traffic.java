package org.ostraka.swarm.wire;

/** What goes through a connection, which decides what kind of threads wait at its ends. */
public enum Traffic {
  /** Short messages, on very many connections: virtual threads. */
  MESSAGES,

  /**
   * Content, on some hundred connections: threads of the system. A virtual thread that waits has
   * its stack copied frame by frame as long as one of the frames has not been compiled, and the
   * lowest ones, which run once for a whole connection, never are: a fifth of the processor's time.
   */
  BULK;

  private static final long STACK = 256 * 1024;

  /** Starts a thread that does not keep the program alive. */
  public Thread start(String name, Runnable work) {
    Thread.Builder builder =
        this == BULK
            ? Thread.ofPlatform().daemon(true).stackSize(STACK).name(name)
            : Thread.ofVirtual().name(name);
    return builder.start(work);
  }
}
