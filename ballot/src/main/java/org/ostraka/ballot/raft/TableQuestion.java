package org.ostraka.ballot.raft;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.ostraka.ballot.ServerId;

/** What a server that lags asks another one about its tables. */
sealed interface TableQuestion {

  /** Most bytes of a {@link Read}. */
  int MAX_READ = 1 << 20;

  /** Make a copy for this server; the answer is a {@link TableOffer}. */
  record Open(ServerId reader) implements TableQuestion {}

  /** The answer is that part of the file, or as much of it as exists. */
  record Read(long copy, int file, long offset, int length) implements TableQuestion {}

  /** The copy is not needed any more; the answer is empty. */
  record Done(long copy) implements TableQuestion {}

  default ByteString encode() {
    ByteBuffer to =
        switch (this) {
          case Open(ServerId reader) ->
              ByteBuffer.allocate(100)
                  .put((byte) 1)
                  .put(reader.value().getBytes(StandardCharsets.US_ASCII));
          case Read(long copy, int file, long offset, int length) ->
              ByteBuffer.allocate(100)
                  .put((byte) 2)
                  .putLong(copy)
                  .putInt(file)
                  .putLong(offset)
                  .putInt(length);
          case Done(long copy) -> ByteBuffer.allocate(100).put((byte) 3).putLong(copy);
        };
    return UnsafeByteOperations.unsafeWrap(to.flip());
  }

  static TableQuestion decode(ByteString bytes) throws IOException {
    ByteBuffer from = bytes.asReadOnlyByteBuffer();
    try {
      return switch (from.get()) {
        case 1 -> new Open(new ServerId(StandardCharsets.US_ASCII.decode(from).toString()));
        case 2 -> new Read(from.getLong(), from.getInt(), from.getLong(), from.getInt());
        case 3 -> new Done(from.getLong());
        default -> throw new IllegalArgumentException("unknown question");
      };
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new IOException("not a question about tables: " + e.getMessage(), e);
    }
  }
}
