package org.ostraka.sim;

/**
 * The end of a simulated process in the middle of an operation. Unchecked, so that the code under
 * test does not handle it: a dead process handles nothing.
 */
public final class Stopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Stopped(String message) {
    super(message);
  }
}
