package org.ostraka.ballot.web;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.ServerId;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.HostPort;

/** Why a server could not be asked, in words that a person can act on. */
record Unreachable(ServerId server, HostPort address) {

  /**
   * The fault for a failed exchange.
   *
   * @param failure of the HTTP client, which wraps what the network threw
   */
  Fault fault(RuntimeException failure) {
    return switch (networkFailure(failure)) {
      case ConnectException e -> down("cannot be reached", e);
      case UnknownHostException e -> down("has no known address", e);
      case SocketTimeoutException e -> late(e);
      case SSLException e -> distrusted(e);
      case IOException e -> broken(e);
    };
  }

  /** A connection that ends where an answer should be is an unchecked exception of its own. */
  private static IOException networkFailure(RuntimeException failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException found) {
        return found;
      }
    }
    return new IOException("no answer", failure);
  }

  private Fault down(String what, IOException cause) {
    return new Fault(
        FaultKind.UNAVAILABLE,
        "server-unreachable",
        "server %s at %s %s: start it (ostraka ballot up), or use another with --server"
            .formatted(server, address, what),
        cause);
  }

  private Fault late(IOException cause) {
    return new Fault(
        FaultKind.UNAVAILABLE,
        "server-late",
        "server %s at %s does not answer: whether it did what was asked is not known; ask again or look at its log"
            .formatted(server, address),
        cause);
  }

  private Fault distrusted(IOException cause) {
    return new Fault(
        FaultKind.UNAUTHENTICATED,
        "certificate-refused",
        "server %s at %s and this process do not accept each other's certificates (%s): use those of one organisation, not expired"
            .formatted(server, address, cause.getMessage()),
        cause);
  }

  private Fault broken(IOException cause) {
    return new Fault(
        FaultKind.UNAVAILABLE,
        "connection-broken",
        "the connection to server %s at %s broke (%s): whether it did what was asked is not known; ask again"
            .formatted(server, address, cause.getMessage()),
        cause);
  }
}
