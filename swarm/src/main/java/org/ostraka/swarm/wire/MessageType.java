package org.ostraka.swarm.wire;

import org.jspecify.annotations.Nullable;
import org.ostraka.swarm.Datagram;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.Message;
import org.ostraka.swarm.PeerMessage;
import org.ostraka.swarm.ServerMessage;
import org.ostraka.swarm.SessionMessage;

/** The types of messages with the longest body that each may have (RFC section 4.6). */
public enum MessageType {
  HELLO(0x01, 512),
  ERROR(0x02, 512),
  PING(0x03, 8),
  PONG(0x04, 8),
  BYE(0x05, 0),
  ENTRUST(0x10, 512),
  ENTRUSTED(0x11, 76),
  MOVED(0x12, 512),
  ANNOUNCE(0x13, 81_928),
  ANNOUNCED(0x14, 1030),
  HOLDINGS(0x15, 8320),
  LOCATE(0x16, 78),
  LOCATED(0x17, 1_048_576),
  VOUCHER(0x18, 32_768),
  FIND(0x19, 266),
  FOUND(0x1a, 98_304),
  SERVERS(0x1b, 4),
  SERVERLIST(0x1c, 81_920),
  PROBE(0x20, 512),
  PROBED(0x21, 21),
  OWNERS(0x22, 73_730),
  SUMMARY(0x23, 2049),
  HANDOVER(0x24, 1_048_576),
  HANDED(0x25, 44),
  RELAY(0x26, 1_049_088),
  ATTACH(0x30, 40),
  MAP(0x31, 8197),
  HAVE(0x32, 4),
  INTENT(0x33, 5),
  ASK(0x34, 9),
  PROOF(0x35, 34_816),
  BLOCKS(0x36, 262_152),
  CANCEL(0x37, 8),
  REFUSED(0x38, 10),
  SEEK(0x40, 64),
  HERE(0x41, 64);

  private static final @Nullable MessageType[] BY_CODE = new @Nullable MessageType[256];

  static {
    for (MessageType type : values()) {
      BY_CODE[type.code] = type;
    }
  }

  private final int code;
  private final int maxBody;

  MessageType(int code, int maxBody) {
    this.code = code;
    this.maxBody = maxBody;
  }

  /** The number on the wire. */
  public int code() {
    return code;
  }

  /** Octets of the longest body. */
  public int maxBody() {
    return maxBody;
  }

  /** The type of a number from 0 to 255, or null. */
  static @Nullable MessageType ofOrNull(int code) {
    return BY_CODE[code];
  }

  /** The type of a message. */
  public static MessageType of(Message message) {
    return switch (message) {
      case SessionMessage session -> ofSession(session);
      case MapMessage map -> ofMap(map);
      case ServerMessage server -> ofServer(server);
      case PeerMessage peer -> ofPeer(peer);
      case Datagram.Seek _ -> SEEK;
      case Datagram.Here _ -> HERE;
    };
  }

  private static MessageType ofSession(SessionMessage message) {
    return switch (message) {
      case SessionMessage.Hello _ -> HELLO;
      case SessionMessage.ErrorReport _ -> ERROR;
      case SessionMessage.Ping _ -> PING;
      case SessionMessage.Pong _ -> PONG;
      case SessionMessage.Bye _ -> BYE;
    };
  }

  private static MessageType ofMap(MapMessage message) {
    return switch (message) {
      case MapMessage.Entrust _ -> ENTRUST;
      case MapMessage.Entrusted _ -> ENTRUSTED;
      case MapMessage.Moved _ -> MOVED;
      case MapMessage.Announce _ -> ANNOUNCE;
      case MapMessage.Announced _ -> ANNOUNCED;
      case MapMessage.HoldingsReport _ -> HOLDINGS;
      case MapMessage.Locate _ -> LOCATE;
      case MapMessage.Located _ -> LOCATED;
      case MapMessage.Voucher _ -> VOUCHER;
      case MapMessage.Find _ -> FIND;
      case MapMessage.Found _ -> FOUND;
      case MapMessage.Servers _ -> SERVERS;
      case MapMessage.ServerList _ -> SERVERLIST;
    };
  }

  private static MessageType ofServer(ServerMessage message) {
    return switch (message) {
      case ServerMessage.Probe _ -> PROBE;
      case ServerMessage.Probed _ -> PROBED;
      case ServerMessage.Owners _ -> OWNERS;
      case ServerMessage.Summary _ -> SUMMARY;
      case ServerMessage.Handover _ -> HANDOVER;
      case ServerMessage.Handed _ -> HANDED;
      case ServerMessage.Relay _ -> RELAY;
    };
  }

  private static MessageType ofPeer(PeerMessage message) {
    return switch (message) {
      case PeerMessage.Attach _ -> ATTACH;
      case PeerMessage.HoldingsMap _ -> MAP;
      case PeerMessage.Have _ -> HAVE;
      case PeerMessage.Intent _ -> INTENT;
      case PeerMessage.Ask _ -> ASK;
      case PeerMessage.Proven _ -> PROOF;
      case PeerMessage.Blocks _ -> BLOCKS;
      case PeerMessage.Cancel _ -> CANCEL;
      case PeerMessage.Refused _ -> REFUSED;
    };
  }
}
