package org.ostraka.swarm;

import java.nio.ByteBuffer;
import java.util.List;

/** What clients and mapping servers say to each other (RFC section 8). */
public sealed interface MapMessage extends Message {

  /** A client asks the server to own a file. */
  record Entrust(int tag, FileKey key, Ownership known, boolean unreachable, FileName name)
      implements MapMessage {}

  /** The file has this owner; the client announces it on this connection. */
  record Entrusted(int tag, FileKey key, Ownership ownership) implements MapMessage {}

  /** Another server owns the file. */
  record Moved(int tag, FileKey key, Ownership ownership, Endpoint endpoint)
      implements MapMessage {}

  /**
   * A client is alive and holds this.
   *
   * @param load blocks that peers wait for, in units of 64
   */
  record Announce(int tag, int load, List<AnnouncedFile> files) implements MapMessage {
    /** Most files of one announce. */
    public static final int MAX_FILES = 1024;
  }

  /** One file of an announce. */
  record AnnouncedFile(FileKey key, Ownership known, long holdingsDigest) {}

  /** The server's answer to an announce, in its order. */
  record Announced(int tag, List<Listing> files) implements MapMessage {}

  /** What the server makes of one announced file. */
  enum Listing {
    LISTED(0),
    SEND(1),
    MOVED(2),
    UNKNOWN(3),
    FULL(4);

    private final int number;

    Listing(int number) {
      this.number = number;
    }

    /** The number on the wire. */
    public int number() {
      return number;
    }

    /**
     * The listing of a number.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Listing of(int number) {
      return switch (number) {
        case 0 -> LISTED;
        case 1 -> SEND;
        case 2 -> MOVED;
        case 3 -> UNKNOWN;
        case 4 -> FULL;
        default -> throw new IllegalArgumentException("status " + number + ": it is 0 to 4");
      };
    }
  }

  /** What a client holds of one file. */
  record HoldingsReport(int tag, FileKey key, Ownership known, Holdings holdings)
      implements MapMessage {}

  /** Asks for the holders of a file. */
  record Locate(int tag, FileKey key, Ownership known, int limit) implements MapMessage {
    /** Most holders of one answer. */
    public static final int MAX_HOLDERS = 64;
  }

  /**
   * The holders of a file.
   *
   * @param clients how many there are
   * @param rarity for each fragment how many clients hold it, at most 255; may be empty
   */
  record Located(
      int tag, FileKey key, Ownership ownership, int clients, Rarity rarity, List<Holder> holders)
      implements MapMessage {}

  /** A client that holds fragments of a file. */
  record Holder(NodeId node, int load, Endpoint endpoint, Holdings holdings) {}

  /** A list of holders signed by the owner, for clients to pass on. */
  record Voucher(
      FileKey key,
      Ownership ownership,
      long issuedSeconds,
      int lifetimeSeconds,
      List<Vouched> clients,
      Seal seal)
      implements MapMessage {
    /** Most clients of one voucher. */
    public static final int MAX_CLIENTS = 64;

    /** Longest validity, in seconds. */
    public static final int MAX_LIFETIME = 3600;
  }

  /** A client of a voucher. */
  record Vouched(NodeId node, Endpoint endpoint) {}

  /** The owner's certificate and its signature. */
  record Seal(ByteBuffer certificate, ByteBuffer signature) {
    /** Of a voucher that is not signed yet. */
    public static final Seal NONE = new Seal(ByteBuffer.allocate(0), ByteBuffer.allocate(0));

    /** Longest certificate, in octets. */
    public static final int MAX_CERTIFICATE = 4096;

    /** Longest signature, in octets. */
    public static final int MAX_SIGNATURE = 128;
  }

  /** Asks for files by a part of their name. */
  record Find(int tag, int skip, int limit, String text) implements MapMessage {
    /** Most files of one answer. */
    public static final int MAX_FILES = 256;
  }

  /** A part of the matching files. */
  record Found(int tag, int total, List<FoundFile> files) implements MapMessage {}

  /** A file that was found. */
  record FoundFile(FileKey key, Ownership ownership, int clients, int complete, FileName name) {}

  /** Asks for the servers that the receiver knows. */
  record Servers(int tag) implements MapMessage {}

  /** The servers that the sender knows, itself first. */
  record ServerList(int tag, List<ServerEntry> servers) implements MapMessage {
    /** Most servers of one list. */
    public static final int MAX_SERVERS = 256;
  }

  /** A server as the sender sees it. */
  record ServerEntry(NodeId node, long incarnation, ServerState state, Endpoint endpoint) {}
}
