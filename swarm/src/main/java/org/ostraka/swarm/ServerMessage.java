package org.ostraka.swarm;

import java.util.List;

/** What mapping servers say to each other (RFC section 10). */
public sealed interface ServerMessage extends Message {

  /** Asks the receiver to test a server directly. */
  record Probe(int tag, NodeId node, Endpoint endpoint) implements ServerMessage {}

  /** What the test said: alive or dead. */
  record Probed(int tag, NodeId node, ServerState state) implements ServerMessage {}

  /** Ownerships, to be merged. */
  record Owners(List<Owned> files) implements ServerMessage {
    /** Most ownerships of one message. */
    public static final int MAX_FILES = 1024;
  }

  /** The ownership of one file. */
  record Owned(FileKey key, Ownership ownership) {}

  /**
   * A short form of all ownerships that the sender knows.
   *
   * @param answer whether it answers another summary, and is not answered by one
   */
  record Summary(boolean answer, Buckets buckets) implements ServerMessage {}

  /**
   * A part of the list of a file that the sender has lost.
   *
   * @param ownership that of the new owner
   */
  record Handover(
      int tag, FileKey key, Ownership ownership, FileName name, List<HandedHolder> holders)
      implements ServerMessage {
    /** Most holders of one message. */
    public static final int MAX_HOLDERS = 512;
  }

  /** A holder that is handed over. */
  record HandedHolder(NodeId node, int ageMillis, Endpoint endpoint, Holdings holdings) {}

  /** The handover has been taken in. */
  record Handed(int tag, FileKey key) implements ServerMessage {}

  /**
   * A message that travels between a client and an owner through the sender or receiver.
   *
   * @param message not itself a relay
   */
  record Relay(NodeId client, Endpoint endpoint, Message message) implements ServerMessage {
    /** Refuses a relay within a relay. */
    public Relay {
      if (!mayTravel(message)) {
        throw new IllegalArgumentException("this message is not relayed");
      }
    }

    private static boolean mayTravel(Message message) {
      return switch (message) {
        case MapMessage.Entrust _,
            MapMessage.Entrusted _,
            MapMessage.Moved _,
            MapMessage.Announce _,
            MapMessage.Announced _,
            MapMessage.HoldingsReport _,
            MapMessage.Locate _,
            MapMessage.Located _,
            MapMessage.Voucher _,
            SessionMessage.ErrorReport _ ->
            true;
        case MapMessage _, SessionMessage _, ServerMessage _, PeerMessage _, Datagram _ -> false;
      };
    }
  }
}
