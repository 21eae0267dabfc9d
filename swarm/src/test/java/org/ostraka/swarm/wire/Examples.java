package org.ostraka.swarm.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.ostraka.base.Digest;
import org.ostraka.swarm.Buckets;
import org.ostraka.swarm.Datagram;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.ErrorCode;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.FileName;
import org.ostraka.swarm.FragmentSize;
import org.ostraka.swarm.Holdings;
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

/** The messages of the RFC's Appendix A, one of each type. */
final class Examples {
  static final byte[] CONTENT = content();
  static final List<Digest> LEAVES =
      List.of(leaf(0, 16_384), leaf(16_384, 16_384), leaf(32_768, 40_000 - 32_768));
  static final FileKey KEY = new FileKey(root(), 40_000, new FragmentSize(16));
  static final NodeId CLIENT = NodeId.parse("000102030405060708090a0b0c0d0e0f");
  static final NodeId SERVER = NodeId.parse("101112131415161718191a1b1c1d1e1f");
  static final NodeId OTHER = NodeId.parse("202122232425262728292a2b2c2d2e2f");
  static final long INCARNATION = 1_764_547_200_000L;
  static final Ownership OWNED = new Ownership(3, SERVER, INCARNATION);
  static final Ownership NEXT = new Ownership(4, OTHER, INCARNATION + 1);

  private static final FileName NAME = new FileName("pots.bin");
  private static final Endpoint CLIENT_AT = new Endpoint("192.0.2.7", 40_123);
  private static final Endpoint SERVER_AT = new Endpoint("map1.example", 7411);
  private static final Endpoint OTHER_AT = new Endpoint("map2.example", 7411);
  private static final Holdings ALL = Holdings.all(1);
  private static final Run RUN = new Run(0, 0, 3);

  private Examples() {}

  private static byte[] content() {
    byte[] content = new byte[40_000];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i % 251);
    }
    return content;
  }

  private static Digest leaf(int offset, int length) {
    return Digest.of(CONTENT, offset, length);
  }

  private static Digest pair(byte[] left, byte[] right) {
    return Digest.of(ByteBuffer.allocate(64).put(left).put(right).flip());
  }

  private static Digest root() {
    Digest left = pair(LEAVES.get(0).toBytes(), LEAVES.get(1).toBytes());
    Digest right = pair(LEAVES.get(2).toBytes(), new byte[32]);
    return pair(left.toBytes(), right.toBytes());
  }

  static Stream<Message> all() {
    return Stream.of(session(), mapping(), serving(), peering(), datagrams()).flatMap(List::stream);
  }

  private static List<Message> session() {
    return List.of(
        new SessionMessage.Hello(1, NodeRole.SERVER, SERVER_AT, SERVER, INCARNATION),
        new SessionMessage.ErrorReport(7, ErrorCode.FULL, "list is full"),
        new SessionMessage.Ping(0x0123456789abcdefL),
        new SessionMessage.Pong(0x0123456789abcdefL),
        new SessionMessage.Bye());
  }

  private static List<Message> mapping() {
    return List.of(
        new MapMessage.Entrust(1, KEY, OWNED, true, NAME),
        new MapMessage.Entrusted(1, KEY, NEXT),
        new MapMessage.Moved(1, KEY, NEXT, OTHER_AT),
        new MapMessage.Announce(
            2, 5, List.of(new MapMessage.AnnouncedFile(KEY, OWNED, ALL.digest()))),
        new MapMessage.Announced(2, List.of(MapMessage.Listing.SEND)),
        new MapMessage.HoldingsReport(3, KEY, OWNED, ALL),
        new MapMessage.Locate(4, KEY, Ownership.NONE, 50),
        new MapMessage.Located(
            4,
            KEY,
            OWNED,
            1,
            Rarity.of(new int[] {1}),
            List.of(new MapMessage.Holder(CLIENT, 0, CLIENT_AT, ALL))),
        new MapMessage.Voucher(
            KEY,
            OWNED,
            1_764_547_260,
            600,
            List.of(new MapMessage.Vouched(CLIENT, CLIENT_AT)),
            new MapMessage.Seal(hex("30020500"), hex("3006020101020102"))),
        new MapMessage.Find(5, 0, 100, "pots"),
        new MapMessage.Found(5, 1, List.of(new MapMessage.FoundFile(KEY, OWNED, 2, 1, NAME))),
        new MapMessage.Servers(6),
        new MapMessage.ServerList(
            6,
            List.of(
                new MapMessage.ServerEntry(SERVER, INCARNATION, ServerState.ALIVE, SERVER_AT),
                new MapMessage.ServerEntry(
                    OTHER, INCARNATION + 1, ServerState.DEAD, new Endpoint("2001:db8::2", 7411)))));
  }

  private static List<Message> serving() {
    Buckets buckets = new Buckets();
    buckets.toggle(KEY, OWNED);
    return List.of(
        new ServerMessage.Probe(8, OTHER, OTHER_AT),
        new ServerMessage.Probed(8, OTHER, ServerState.DEAD),
        new ServerMessage.Owners(List.of(new ServerMessage.Owned(KEY, OWNED))),
        new ServerMessage.Summary(false, buckets),
        new ServerMessage.Handover(
            9,
            KEY,
            NEXT,
            NAME,
            List.of(new ServerMessage.HandedHolder(CLIENT, 1500, CLIENT_AT, ALL))),
        new ServerMessage.Handed(9, KEY),
        new ServerMessage.Relay(
            CLIENT, CLIENT_AT, new MapMessage.Locate(4, KEY, Ownership.NONE, 50)));
  }

  private static List<Message> peering() {
    ByteBuffer octets = ByteBuffer.wrap("ostraka".getBytes(StandardCharsets.US_ASCII));
    return List.of(
        new PeerMessage.Attach(KEY),
        new PeerMessage.HoldingsMap(Holdings.none(11).with(0).with(2).with(10)),
        new PeerMessage.Have(1),
        new PeerMessage.Intent(4, true),
        new PeerMessage.Ask(RUN, true),
        new PeerMessage.Proven(new Proof(0, LEAVES, List.of())),
        new PeerMessage.Blocks(new Run(1, 2, 1), octets),
        new PeerMessage.Cancel(RUN),
        new PeerMessage.Refused(RUN, PeerMessage.Refusal.BUSY));
  }

  private static List<Message> datagrams() {
    return List.of(
        new Datagram.Seek(0, CLIENT, KEY), new Datagram.Here(CLIENT_AT.port(), OTHER, KEY));
  }

  private static ByteBuffer hex(String digits) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
  }
}
