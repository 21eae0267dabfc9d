package org.ostraka.base;

/** What a thread does that can wait for everything else on the machine. */
public final class Background {

  /** With so much courtesy a thread gets about a tenth of a processor that others want too. */
  private static final int NICE = 10;

  private Background() {}

  /**
   * The calling thread gives way to others from now on, in this process and beside it. It MUST be a
   * platform thread. Where the system has no such thing, it does not.
   *
   * @return whether it does
   */
  public static boolean giveWay() {
    // On Linux a nice value belongs to a thread, whatever POSIX says: see setpriority(2).
    return SystemCalls.beNice(NICE);
  }
}
