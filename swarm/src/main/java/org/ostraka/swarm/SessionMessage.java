package org.ostraka.swarm;

/** What every connection carries (RFC sections 4.4 and 4.5). */
public sealed interface SessionMessage extends Message {

  /** The protocol version spoken here. */
  int VERSION = 1;

  /**
   * The first message in each direction.
   *
   * @param endpoint where the sender accepts connections; its host may be empty
   */
  record Hello(int version, NodeRole role, Endpoint endpoint, NodeId node, long incarnation)
      implements SessionMessage {}

  /**
   * A fault.
   *
   * @param tag of the request that is answered, or 0
   * @param code a number of {@link ErrorCode}, or one that this version does not know
   */
  record ErrorReport(int tag, int code, String text) implements SessionMessage {
    /** An error of a known code. */
    public ErrorReport(int tag, ErrorCode code, String text) {
      this(tag, code.number(), text);
    }
  }

  /** Asks for a sign of life. */
  record Ping(long nonce) implements SessionMessage {}

  /** The sign of life. */
  record Pong(long nonce) implements SessionMessage {}

  /** The sender is about to stop. */
  record Bye() implements SessionMessage {}
}
