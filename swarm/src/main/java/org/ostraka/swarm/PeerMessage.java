package org.ostraka.swarm;

import java.nio.ByteBuffer;

/** What clients say to each other, on a connection for one file (RFC section 11). */
public sealed interface PeerMessage extends Message {

  /** The file of the connection. */
  record Attach(FileKey key) implements PeerMessage {}

  /** What the sender holds of it. */
  record HoldingsMap(Holdings holdings) implements PeerMessage {}

  /** The sender now serves one fragment more. */
  record Have(int fragment) implements PeerMessage {}

  /** The sender has begun to fetch a fragment from somebody, or given it up. */
  record Intent(int fragment, boolean taking) implements PeerMessage {}

  /** Asks for blocks, and for the proof of their fragment first if {@code proof}. */
  record Ask(Run run, boolean proof) implements PeerMessage {}

  /** The proof of a fragment. */
  record Proven(Proof proof) implements PeerMessage {}

  /** The content of a run of blocks. */
  record Blocks(Run run, ByteBuffer octets) implements PeerMessage {}

  /** An ask that needs no answer any more. */
  record Cancel(Run run) implements PeerMessage {}

  /** An ask that is not answered. */
  record Refused(Run run, Refusal reason) implements PeerMessage {}

  /** Why an ask is not answered. */
  enum Refusal {
    NOT_HELD(1),
    BUSY(2),
    CANCELLED(3);

    private final int number;

    Refusal(int number) {
      this.number = number;
    }

    /** The number on the wire. */
    public int number() {
      return number;
    }

    /**
     * The reason of a number.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Refusal of(int number) {
      return switch (number) {
        case 1 -> NOT_HELD;
        case 2 -> BUSY;
        case 3 -> CANCELLED;
        default -> throw new IllegalArgumentException("reason " + number + ": it is 1 to 3");
      };
    }
  }
}
