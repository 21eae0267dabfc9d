package org.ostraka.ballot;

/**
 * Names one claim for ever: the server where the file was closed and a random number. A claim that
 * is sent again carries the same id, so that applying it twice is the same as once. Nothing on the
 * file's side holds it.
 */
public record ClaimId(ServerId server, long nonce) implements Comparable<ClaimId> {

  @Override
  public int compareTo(ClaimId other) {
    int byServer = server.compareTo(other.server);
    return byServer != 0 ? byServer : Long.compareUnsigned(nonce, other.nonce);
  }

  @Override
  public String toString() {
    return server + "-" + Long.toHexString(nonce);
  }
}
