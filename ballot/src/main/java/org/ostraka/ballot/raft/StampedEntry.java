package org.ostraka.ballot.raft;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.ostraka.ballot.box.Entry;
import org.ostraka.ballot.box.EntryCodec;
import org.ostraka.ballot.box.MalformedEntryException;

/** A log record: the leader's stamp in milliseconds (8 bytes, big-endian), then the entry. */
record StampedEntry(Instant stamp, Entry entry) {
  private static final int STAMP = Long.BYTES;

  /** Puts the stamp before an encoded entry, without copying the entry. */
  static ByteString encode(Instant stamp, ByteString entry) {
    byte[] millis = ByteBuffer.allocate(STAMP).putLong(stamp.toEpochMilli()).array();
    return UnsafeByteOperations.unsafeWrap(millis).concat(entry);
  }

  /**
   * Reads a record.
   *
   * @throws MalformedEntryException if it is anything else; also when it is of another version
   */
  static StampedEntry decode(ByteString logRecord) throws MalformedEntryException {
    // A record that is too short for a stamp has no entry behind it, which is malformed.
    int prefix = Math.min(STAMP, logRecord.size());
    Entry entry = EntryCodec.decode(WholeBytes.of(logRecord.substring(prefix)));
    long millis = logRecord.substring(0, STAMP).asReadOnlyByteBuffer().getLong();
    return new StampedEntry(Instant.ofEpochMilli(millis), entry);
  }

  /**
   * Whether a newer program wrote the record: one that this program does not understand, and must
   * not skip either.
   */
  static boolean isNewer(ByteString logRecord) {
    return logRecord.size() > STAMP && logRecord.byteAt(STAMP) > EntryCodec.VERSION;
  }
}
