package org.ostraka.swarm.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.FileName;
import org.ostraka.swarm.Holdings;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.Ownership;

/**
 * Reads the fields of a body. It throws {@link IllegalArgumentException} or {@link
 * java.nio.BufferUnderflowException} when the octets are not of the layout, and takes memory only
 * for octets that are there.
 */
final class BodyReader {
  private final ByteBuffer body;

  BodyReader(ByteBuffer body) {
    this.body = body;
  }

  int u8() {
    return Byte.toUnsignedInt(body.get());
  }

  int u16() {
    return Short.toUnsignedInt(body.getShort());
  }

  int u32() {
    return body.getInt();
  }

  /** A number of 32 bits that is used as a count or index here. */
  int count32() {
    return require(body.getInt(), 0, Integer.MAX_VALUE);
  }

  long u64() {
    return body.getLong();
  }

  static int require(int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException("%d is not %d to %d".formatted(value, least, most));
    }
    return value;
  }

  byte[] octets(int length) {
    if (length < 0 || length > body.remaining()) {
      throw new IllegalArgumentException("the body ends before its %d octets".formatted(length));
    }
    byte[] octets = new byte[length];
    body.get(octets);
    return octets;
  }

  /** The rest of the body without copying it. */
  ByteBuffer rest() {
    ByteBuffer rest = body.slice();
    body.position(body.limit());
    return rest;
  }

  FileKey key() {
    return FileKey.readFrom(body);
  }

  Ownership ownership() {
    return Ownership.readFrom(body);
  }

  NodeId node() {
    return NodeId.readFrom(body);
  }

  Holdings holdings(int fragments) {
    return Holdings.readFrom(body, fragments);
  }

  org.ostraka.base.Digest digest() {
    return org.ostraka.base.Digest.readFrom(body);
  }

  FileName name() {
    return new FileName(text());
  }

  String text() {
    ByteBuffer utf8 = ByteBuffer.wrap(octets(u8()));
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a text is not well-formed UTF-8", e);
    }
  }

  Endpoint endpoint() {
    int port = u16();
    return new Endpoint(text(), port);
  }

  /** A list whose count is checked before any entry is read. */
  <T> List<T> list(int least, int most, Supplier<T> read) {
    int count = require(u16(), least, most);
    List<T> entries = new ArrayList<>(Math.min(count, body.remaining()));
    for (int i = 0; i < count; i++) {
      entries.add(read.get());
    }
    return List.copyOf(entries);
  }

  void requireEnd() {
    if (body.hasRemaining()) {
      throw new IllegalArgumentException(
          "%d octets after the end of the message".formatted(body.remaining()));
    }
  }
}
