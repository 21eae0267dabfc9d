package org.ostraka.app;

import java.io.IOException;
import java.net.BindException;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * An option that names a port to listen at: whoever finds that taken is told which one, and how to
 * choose another.
 *
 * @param name such as {@code --port}
 * @param port what was chosen by it
 */
public record PortOption(String name, int port) {
  private static final String TAKEN = "cannot-listen";

  /** What listens at the port. */
  @FunctionalInterface
  public interface Opening<T> {
    T open() throws Fault, IOException, InterruptedException;
  }

  /**
   * Opens what listens there.
   *
   * @throws Fault UNAVAILABLE, {@code cannot-listen}, that names the port and this option
   */
  public <T> T listening(Opening<T> opening) throws Fault, IOException, InterruptedException {
    try {
      return opening.open();
    } catch (BindException e) {
      throw taken(
          "cannot listen at port %d: another process may use it (%s)"
              .formatted(port, e.getMessage()),
          e);
    } catch (Fault e) {
      throw e.code().equals(TAKEN) ? taken(e.text(), e) : e;
    }
  }

  private Fault taken(String message, Exception cause) {
    return new Fault(
        FaultKind.UNAVAILABLE, TAKEN, message + "; choose another with " + name, cause);
  }
}
