package org.ostraka.swarm.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.FileName;
import org.ostraka.swarm.Holdings;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.Ownership;

/** A growing message, header first, in network byte order. */
final class BodyWriter {
  static final int HEADER = 4;

  private static final int FIRST_CAPACITY = 128;

  private ByteBuffer buffer;

  BodyWriter(MessageType type) {
    buffer = ByteBuffer.allocate(FIRST_CAPACITY);
    buffer.putInt(type.code() << 24);
  }

  /** A writer for a body of a known length. */
  BodyWriter(MessageType type, int body) {
    buffer = ByteBuffer.allocate(HEADER + body);
    buffer.putInt(type.code() << 24);
  }

  private ByteBuffer room(int octets) {
    if (buffer.remaining() < octets) {
      int capacity = Math.max(2 * buffer.capacity(), buffer.position() + octets);
      buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), capacity)).position(buffer.position());
    }
    return buffer;
  }

  BodyWriter u8(int value) {
    room(Byte.BYTES).put((byte) value);
    return this;
  }

  BodyWriter u16(int value) {
    room(Short.BYTES).putShort((short) value);
    return this;
  }

  BodyWriter u32(int value) {
    room(Integer.BYTES).putInt(value);
    return this;
  }

  BodyWriter u64(long value) {
    room(Long.BYTES).putLong(value);
    return this;
  }

  BodyWriter octets(byte[] octets) {
    room(octets.length).put(octets);
    return this;
  }

  BodyWriter octets(ByteBuffer octets) {
    room(octets.remaining()).put(octets.duplicate());
    return this;
  }

  BodyWriter key(FileKey key) {
    key.writeTo(room(FileKey.BYTES));
    return this;
  }

  BodyWriter ownership(Ownership ownership) {
    ownership.writeTo(room(Ownership.BYTES));
    return this;
  }

  BodyWriter node(NodeId node) {
    node.writeTo(room(NodeId.BYTES));
    return this;
  }

  BodyWriter holdings(Holdings holdings) {
    holdings.writeTo(room(holdings.encodedSize()));
    return this;
  }

  BodyWriter name(FileName name) {
    return text(name.text());
  }

  BodyWriter text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return u8(utf8.length).octets(utf8);
  }

  BodyWriter endpoint(Endpoint endpoint) {
    return u16(endpoint.port()).text(endpoint.host());
  }

  <T> BodyWriter list(List<T> entries, Consumer<T> write) {
    u16(entries.size());
    entries.forEach(write);
    return this;
  }

  int length() {
    return buffer.position() - HEADER;
  }

  /** The whole message, its length set. */
  ByteBuffer finish() {
    buffer.putInt(0, buffer.getInt(0) | length());
    return buffer.flip();
  }
}
