package org.ostraka.swarm.wire;

import java.nio.ByteBuffer;
import org.ostraka.base.Digest;
import org.ostraka.swarm.Datagram;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.Message;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.PeerMessage;
import org.ostraka.swarm.Run;
import org.ostraka.swarm.ServerMessage;
import org.ostraka.swarm.SessionMessage;

/** Turns messages into octets. */
public final class Encoder {

  static final int MAGIC = 0x70327032;

  private Encoder() {}

  /**
   * The whole message, header included.
   *
   * @throws IllegalArgumentException if its body would be longer than its type allows
   */
  public static ByteBuffer encode(Message message) {
    MessageType type = MessageType.of(message);
    BodyWriter body =
        message instanceof PeerMessage.Blocks blocks
            ? new BodyWriter(type, 8 + blocks.octets().remaining())
            : new BodyWriter(type);
    switch (message) {
      case SessionMessage session -> session(session, body);
      case MapMessage map -> map(map, body);
      case ServerMessage server -> server(server, body);
      case PeerMessage peer -> peer(peer, body);
      case Datagram.Seek seek -> datagram(seek.port(), seek.node(), seek.key(), body);
      case Datagram.Here here -> datagram(here.port(), here.node(), here.key(), body);
    }
    if (body.length() > type.maxBody()) {
      throw new IllegalArgumentException(
          "%s of %d octets: at most %d".formatted(type, body.length(), type.maxBody()));
    }
    return body.finish();
  }

  private static void session(SessionMessage message, BodyWriter to) {
    switch (message) {
      case SessionMessage.Hello hello ->
          to.u8(hello.version())
              .u8(hello.role().number())
              .u16(hello.endpoint().port())
              .node(hello.node())
              .u64(hello.incarnation())
              .text(hello.endpoint().host());
      case SessionMessage.ErrorReport error ->
          to.u32(error.tag()).u16(error.code()).text(Texts.atMost255(error.text()));
      case SessionMessage.Ping ping -> to.u64(ping.nonce());
      case SessionMessage.Pong pong -> to.u64(pong.nonce());
      case SessionMessage.Bye _ -> {}
    }
  }

  private static void map(MapMessage message, BodyWriter to) {
    switch (message) {
      case MapMessage.Entrust m ->
          to.u32(m.tag())
              .key(m.key())
              .ownership(m.known())
              .u8(m.unreachable() ? 1 : 0)
              .name(m.name());
      case MapMessage.Entrusted m -> to.u32(m.tag()).key(m.key()).ownership(m.ownership());
      case MapMessage.Moved m ->
          to.u32(m.tag()).key(m.key()).ownership(m.ownership()).endpoint(m.endpoint());
      case MapMessage.Announce m -> announce(m, to);
      case MapMessage.Announced m ->
          to.u32(m.tag()).list(m.files(), listing -> to.u8(listing.number()));
      case MapMessage.HoldingsReport m ->
          to.u32(m.tag()).key(m.key()).ownership(m.known()).holdings(m.holdings());
      case MapMessage.Locate m -> to.u32(m.tag()).key(m.key()).ownership(m.known()).u16(m.limit());
      case MapMessage.Located m -> located(m, to);
      case MapMessage.Voucher m -> voucher(m, to);
      case MapMessage.Find m -> to.u32(m.tag()).u32(m.skip()).u16(m.limit()).text(m.text());
      case MapMessage.Found m -> found(m, to);
      case MapMessage.Servers m -> to.u32(m.tag());
      case MapMessage.ServerList m -> serverList(m, to);
    }
  }

  private static void announce(MapMessage.Announce m, BodyWriter to) {
    to.u32(m.tag())
        .u16(m.load())
        .list(
            m.files(),
            file -> to.key(file.key()).ownership(file.known()).u64(file.holdingsDigest()));
  }

  private static void located(MapMessage.Located m, BodyWriter to) {
    to.u32(m.tag()).key(m.key()).ownership(m.ownership());
    to.u32(m.key().fragments()).u32(m.clients());
    to.u32(m.rarity().fragments()).octets(m.rarity().toBytes());
    to.list(
        m.holders(),
        holder ->
            to.node(holder.node())
                .u16(holder.load())
                .endpoint(holder.endpoint())
                .holdings(holder.holdings()));
  }

  private static void voucher(MapMessage.Voucher m, BodyWriter to) {
    voucherContent(m, to);
    to.u16(m.seal().certificate().remaining()).octets(m.seal().certificate());
    to.u16(m.seal().signature().remaining()).octets(m.seal().signature());
  }

  private static void voucherContent(MapMessage.Voucher m, BodyWriter to) {
    to.key(m.key()).ownership(m.ownership()).u64(m.issuedSeconds()).u32(m.lifetimeSeconds());
    to.list(m.clients(), client -> to.node(client.node()).endpoint(client.endpoint()));
  }

  /** The part of a voucher's body that its owner signs. */
  public static ByteBuffer signedPart(MapMessage.Voucher voucher) {
    BodyWriter content = new BodyWriter(MessageType.VOUCHER);
    voucherContent(voucher, content);
    return content.finish().position(BodyWriter.HEADER).slice();
  }

  private static void found(MapMessage.Found m, BodyWriter to) {
    to.u32(m.tag())
        .u32(m.total())
        .list(
            m.files(),
            file ->
                to.key(file.key())
                    .ownership(file.ownership())
                    .u32(file.clients())
                    .u32(file.complete())
                    .name(file.name()));
  }

  private static void serverList(MapMessage.ServerList m, BodyWriter to) {
    to.u32(m.tag())
        .list(
            m.servers(),
            server ->
                to.node(server.node())
                    .u64(server.incarnation())
                    .u8(server.state().number())
                    .endpoint(server.endpoint()));
  }

  private static void server(ServerMessage message, BodyWriter to) {
    switch (message) {
      case ServerMessage.Probe m -> to.u32(m.tag()).node(m.node()).endpoint(m.endpoint());
      case ServerMessage.Probed m -> to.u32(m.tag()).node(m.node()).u8(m.state().number());
      case ServerMessage.Owners m ->
          to.list(m.files(), file -> to.key(file.key()).ownership(file.ownership()));
      case ServerMessage.Summary m -> summary(m, to);
      case ServerMessage.Handover m -> handover(m, to);
      case ServerMessage.Handed m -> to.u32(m.tag()).key(m.key());
      case ServerMessage.Relay m ->
          to.node(m.client()).endpoint(m.endpoint()).octets(encode(m.message()));
    }
  }

  private static void summary(ServerMessage.Summary m, BodyWriter to) {
    ByteBuffer buckets = ByteBuffer.allocate(org.ostraka.swarm.Buckets.BYTES);
    m.buckets().writeTo(buckets);
    to.u8(m.answer() ? 1 : 0).octets(buckets.flip());
  }

  private static void handover(ServerMessage.Handover m, BodyWriter to) {
    to.u32(m.tag())
        .key(m.key())
        .ownership(m.ownership())
        .name(m.name())
        .list(
            m.holders(),
            holder ->
                to.node(holder.node())
                    .u32(holder.ageMillis())
                    .endpoint(holder.endpoint())
                    .holdings(holder.holdings()));
  }

  private static void peer(PeerMessage message, BodyWriter to) {
    switch (message) {
      case PeerMessage.Attach m -> to.key(m.key());
      case PeerMessage.HoldingsMap m -> to.u32(m.holdings().fragments()).holdings(m.holdings());
      case PeerMessage.Have m -> to.u32(m.fragment());
      case PeerMessage.Intent m -> to.u32(m.fragment()).u8(m.taking() ? 1 : 0);
      case PeerMessage.Ask m -> run(m.run(), to).u8(m.proof() ? 1 : 0);
      case PeerMessage.Proven m -> {
        to.u32(m.proof().fragment());
        to.u16(m.proof().leaves().size()).u8(m.proof().uncles().size());
        m.proof().leaves().forEach(leaf -> digest(leaf, to));
        m.proof().uncles().forEach(uncle -> digest(uncle, to));
      }
      case PeerMessage.Blocks m -> run(m.run(), to).octets(m.octets());
      case PeerMessage.Cancel m -> run(m.run(), to);
      case PeerMessage.Refused m -> run(m.run(), to).u16(m.reason().number());
    }
  }

  private static BodyWriter run(Run run, BodyWriter to) {
    return to.u32(run.fragment()).u16(run.first()).u16(run.count());
  }

  private static void digest(Digest digest, BodyWriter to) {
    to.octets(digest.toBytes());
  }

  private static void datagram(int port, NodeId node, FileKey key, BodyWriter to) {
    to.u32(MAGIC).u8(SessionMessage.VERSION).u8(0).u16(port).node(node).key(key);
  }
}
