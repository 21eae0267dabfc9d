package org.ostraka.swarm.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.ostraka.base.Digest;
import org.ostraka.swarm.Buckets;
import org.ostraka.swarm.Datagram;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.ErrorCode;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.FileName;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.Message;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.NodeRole;
import org.ostraka.swarm.Ownership;
import org.ostraka.swarm.PeerMessage;
import org.ostraka.swarm.Proof;
import org.ostraka.swarm.Rarity;
import org.ostraka.swarm.Run;
import org.ostraka.swarm.ServerMessage;
import org.ostraka.swarm.ServerState;
import org.ostraka.swarm.SessionMessage;

/** Turns octets from anybody into messages, or refuses them with a code. */
public final class Decoder {

  private Decoder() {}

  /**
   * Checks a header before any memory is taken for the body.
   *
   * @return the type, whose maximum the length does not exceed
   */
  public static MessageType type(int code, int length) throws WireException {
    MessageType type = MessageType.ofOrNull(code);
    if (type == null) {
      throw new WireException(
          ErrorCode.MALFORMED, "there is no message type 0x%02x".formatted(code));
    }
    if (length > type.maxBody()) {
      throw new WireException(
          ErrorCode.TOO_LONG,
          "%s of %d octets: at most %d".formatted(type, length, type.maxBody()));
    }
    return type;
  }

  /** Decodes a whole message, header included, as it stands in a datagram. */
  public static Message decode(ByteBuffer message) throws WireException {
    if (message.remaining() < BodyWriter.HEADER) {
      throw new WireException(ErrorCode.MALFORMED, "shorter than a header");
    }
    int header = message.getInt();
    MessageType type = type(header >>> 24, header & 0xff_ffff);
    if (message.remaining() != (header & 0xff_ffff)) {
      throw new WireException(ErrorCode.MALFORMED, "%s is cut or has a tail".formatted(type));
    }
    return decode(type, message);
  }

  /** Decodes a body; {@link PeerMessage.Blocks} keeps a view of it. */
  public static Message decode(MessageType type, ByteBuffer body) throws WireException {
    try {
      BodyReader reader = new BodyReader(body);
      Message message = read(type, reader);
      reader.requireEnd();
      return message;
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      throw new WireException(ErrorCode.MALFORMED, "%s: %s".formatted(type, reason(e)));
    }
  }

  private static String reason(RuntimeException e) {
    String message = e.getMessage();
    return message == null ? "the body is shorter than its fields" : message;
  }

  private static Message read(MessageType type, BodyReader in) throws WireException {
    return switch (type) {
      case HELLO -> hello(in);
      case ERROR -> new SessionMessage.ErrorReport(in.u32(), in.u16(), in.text());
      case PING -> new SessionMessage.Ping(in.u64());
      case PONG -> new SessionMessage.Pong(in.u64());
      case BYE -> new SessionMessage.Bye();
      case ENTRUST, ENTRUSTED, MOVED, ANNOUNCE, ANNOUNCED, HOLDINGS, LOCATE, LOCATED, VOUCHER ->
          readMapping(type, in);
      case FIND -> find(in);
      case FOUND -> found(in);
      case SERVERS -> new MapMessage.Servers(in.u32());
      case SERVERLIST -> serverList(in);
      case PROBE, PROBED, OWNERS, SUMMARY, HANDOVER, HANDED, RELAY -> readServer(type, in);
      case ATTACH, MAP, HAVE, INTENT, ASK, PROOF, BLOCKS, CANCEL, REFUSED -> readPeer(type, in);
      case SEEK, HERE -> datagram(type, in);
    };
  }

  private static Message readMapping(MessageType type, BodyReader in) {
    if (type == MessageType.VOUCHER) {
      return voucher(in);
    }
    int tag = in.u32();
    return switch (type) {
      case ENTRUST ->
          new MapMessage.Entrust(tag, in.key(), in.ownership(), flag(in.u8()), in.name());
      case ENTRUSTED -> new MapMessage.Entrusted(tag, in.key(), in.ownership());
      case MOVED -> new MapMessage.Moved(tag, in.key(), in.ownership(), in.endpoint());
      case ANNOUNCE -> announce(tag, in);
      case ANNOUNCED ->
          new MapMessage.Announced(
              tag, in.list(1, MapMessage.Announce.MAX_FILES, () -> MapMessage.Listing.of(in.u8())));
      case HOLDINGS -> holdings(tag, in);
      case LOCATE ->
          new MapMessage.Locate(
              tag,
              in.key(),
              in.ownership(),
              BodyReader.require(in.u16(), 1, MapMessage.Locate.MAX_HOLDERS));
      case LOCATED -> located(tag, in);
      default -> throw new IllegalArgumentException(type + " is no request about a file");
    };
  }

  private static Message readServer(MessageType type, BodyReader in) throws WireException {
    return switch (type) {
      case PROBE -> new ServerMessage.Probe(in.u32(), in.node(), in.endpoint());
      case PROBED -> new ServerMessage.Probed(in.u32(), in.node(), ServerState.of(in.u8()));
      case OWNERS -> new ServerMessage.Owners(in.list(1, 1024, () -> owned(in)));
      case SUMMARY -> summary(in);
      case HANDOVER -> handover(in);
      case HANDED -> new ServerMessage.Handed(in.u32(), in.key());
      case RELAY -> relay(in);
      default -> throw new IllegalArgumentException(type + " is not between servers");
    };
  }

  private static Message readPeer(MessageType type, BodyReader in) {
    return switch (type) {
      case ATTACH -> new PeerMessage.Attach(in.key());
      case MAP ->
          new PeerMessage.HoldingsMap(
              in.holdings(BodyReader.require(in.u32(), 0, FileKey.MAX_FRAGMENTS)));
      case HAVE -> new PeerMessage.Have(fragment(in));
      case INTENT -> new PeerMessage.Intent(fragment(in), flag(in.u8()));
      case ASK -> new PeerMessage.Ask(run(in), flag(in.u8()));
      case PROOF -> proof(in);
      case BLOCKS -> blocks(in);
      case CANCEL -> new PeerMessage.Cancel(run(in));
      case REFUSED -> new PeerMessage.Refused(run(in), PeerMessage.Refusal.of(in.u16()));
      default -> throw new IllegalArgumentException(type + " is not between clients");
    };
  }

  private static SessionMessage hello(BodyReader in) {
    int version = in.u8();
    NodeRole role = NodeRole.of(in.u8());
    int port = in.u16();
    NodeId node = in.node();
    long incarnation = in.u64();
    return new SessionMessage.Hello(
        version, role, new Endpoint(in.text(), port), node, incarnation);
  }

  private static boolean flag(int octet) {
    return BodyReader.require(octet, 0, 1) == 1;
  }

  private static MapMessage announce(int tag, BodyReader in) {
    int load = in.u16();
    return new MapMessage.Announce(
        tag,
        load,
        in.list(
            1,
            MapMessage.Announce.MAX_FILES,
            () -> new MapMessage.AnnouncedFile(in.key(), in.ownership(), in.u64())));
  }

  private static MapMessage holdings(int tag, BodyReader in) {
    FileKey key = in.key();
    return new MapMessage.HoldingsReport(tag, key, in.ownership(), in.holdings(key.fragments()));
  }

  private static MapMessage located(int tag, BodyReader in) {
    FileKey key = in.key();
    Ownership ownership = in.ownership();
    int fragments = key.fragments();
    BodyReader.require(in.u32(), fragments, fragments);
    int clients = in.count32();
    int hinted = in.count32();
    if (hinted != 0) {
      BodyReader.require(hinted, fragments, fragments);
    }
    Rarity rarity = Rarity.wrap(in.octets(hinted));
    List<MapMessage.Holder> holders =
        in.list(0, MapMessage.Locate.MAX_HOLDERS, () -> holder(in, fragments));
    return new MapMessage.Located(tag, key, ownership, clients, rarity, holders);
  }

  private static MapMessage.Holder holder(BodyReader in, int fragments) {
    return new MapMessage.Holder(in.node(), in.u16(), in.endpoint(), in.holdings(fragments));
  }

  private static MapMessage voucher(BodyReader in) {
    return new MapMessage.Voucher(
        in.key(),
        in.ownership(),
        in.u64(),
        BodyReader.require(in.u32(), 0, MapMessage.Voucher.MAX_LIFETIME),
        in.list(
            1,
            MapMessage.Voucher.MAX_CLIENTS,
            () -> new MapMessage.Vouched(in.node(), in.endpoint())),
        new MapMessage.Seal(
            ByteBuffer.wrap(limited(in, MapMessage.Seal.MAX_CERTIFICATE)),
            ByteBuffer.wrap(limited(in, MapMessage.Seal.MAX_SIGNATURE))));
  }

  private static byte[] limited(BodyReader in, int most) {
    return in.octets(BodyReader.require(in.u16(), 0, most));
  }

  private static MapMessage find(BodyReader in) {
    return new MapMessage.Find(
        in.u32(),
        in.count32(),
        BodyReader.require(in.u16(), 1, MapMessage.Find.MAX_FILES),
        in.text());
  }

  private static MapMessage found(BodyReader in) {
    return new MapMessage.Found(
        in.u32(), in.count32(), in.list(0, MapMessage.Find.MAX_FILES, () -> foundFile(in)));
  }

  private static MapMessage.FoundFile foundFile(BodyReader in) {
    return new MapMessage.FoundFile(
        in.key(), in.ownership(), in.count32(), in.count32(), in.name());
  }

  private static MapMessage serverList(BodyReader in) {
    return new MapMessage.ServerList(
        in.u32(),
        in.list(
            1,
            MapMessage.ServerList.MAX_SERVERS,
            () ->
                new MapMessage.ServerEntry(
                    in.node(), in.u64(), ServerState.of(in.u8()), in.endpoint())));
  }

  private static ServerMessage.Owned owned(BodyReader in) {
    ServerMessage.Owned owned = new ServerMessage.Owned(in.key(), in.ownership());
    if (owned.ownership().isNone()) {
      throw new IllegalArgumentException("an ownership without an owner");
    }
    return owned;
  }

  private static ServerMessage summary(BodyReader in) {
    boolean answer = flag(in.u8());
    return new ServerMessage.Summary(
        answer, Buckets.readFrom(ByteBuffer.wrap(in.octets(Buckets.BYTES))));
  }

  private static ServerMessage handover(BodyReader in) {
    int tag = in.u32();
    FileKey key = in.key();
    Ownership ownership = in.ownership();
    FileName name = in.name();
    return new ServerMessage.Handover(
        tag,
        key,
        ownership,
        name,
        in.list(
            0,
            ServerMessage.Handover.MAX_HOLDERS,
            () ->
                new ServerMessage.HandedHolder(
                    in.node(), in.count32(), in.endpoint(), in.holdings(key.fragments()))));
  }

  private static ServerMessage relay(BodyReader in) throws WireException {
    NodeId client = in.node();
    Endpoint endpoint = in.endpoint();
    ByteBuffer inner = in.rest();
    if (inner.hasRemaining() && inner.get(0) == MessageType.RELAY.code()) {
      throw new WireException(ErrorCode.MALFORMED, "a relay within a relay");
    }
    return new ServerMessage.Relay(client, endpoint, decode(inner));
  }

  private static int fragment(BodyReader in) {
    return BodyReader.require(in.u32(), 0, FileKey.MAX_FRAGMENTS - 1);
  }

  private static Run run(BodyReader in) {
    return new Run(fragment(in), in.u16(), in.u16());
  }

  private static PeerMessage proof(BodyReader in) {
    int fragment = fragment(in);
    int leaves = BodyReader.require(in.u16(), 1, Proof.MAX_LEAVES);
    int uncles = BodyReader.require(in.u8(), 0, Proof.MAX_UNCLES);
    return new PeerMessage.Proven(new Proof(fragment, digests(in, leaves), digests(in, uncles)));
  }

  private static List<Digest> digests(BodyReader in, int count) {
    List<Digest> digests = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      digests.add(in.digest());
    }
    return digests;
  }

  private static PeerMessage blocks(BodyReader in) {
    Run run = run(in);
    ByteBuffer octets = in.rest();
    int blocks = (octets.remaining() + FileKey.BLOCK - 1) / FileKey.BLOCK;
    BodyReader.require(blocks, run.count(), run.count());
    return new PeerMessage.Blocks(run, octets);
  }

  private static Datagram datagram(MessageType type, BodyReader in) {
    BodyReader.require(in.u32(), Encoder.MAGIC, Encoder.MAGIC);
    BodyReader.require(in.u8(), SessionMessage.VERSION, SessionMessage.VERSION);
    BodyReader.require(in.u8(), 0, 0);
    int port = in.u16();
    return type == MessageType.SEEK
        ? new Datagram.Seek(port, in.node(), in.key())
        : new Datagram.Here(port, in.node(), in.key());
  }
}
