package org.ostraka.ballot.raft;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.ostraka.ballot.LogIndex;

/**
 * A copy of a server's tables that waits to be fetched.
 *
 * @param number names the copy at its server
 * @param place up to here at least the copy reflects the log
 * @param tables the copy's own index, which may be further
 */
record TableOffer(long number, TermIndex place, LogIndex tables, List<CopiedFile> files) {
  private static final int MAX_FILES = 20_000;

  /** One file of the copy; its number is its place in the list. */
  record CopiedFile(String name, long size) {
    /** So that no name leads out of the directory. */
    private static final Pattern RULE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

    CopiedFile {
      if (!RULE.matcher(name).matches() || size < 0) {
        throw new IllegalArgumentException(
            "file '%s' of %d bytes: no file of a copy".formatted(name, size));
      }
    }
  }

  /** Copies the list. */
  TableOffer {
    files = List.copyOf(files);
    if (files.size() > MAX_FILES) {
      throw new IllegalArgumentException(
          "a copy of %d files: at most %d".formatted(files.size(), MAX_FILES));
    }
  }

  long bytes() {
    return files.stream().mapToLong(CopiedFile::size).sum();
  }

  ByteString encode() {
    int names = files.stream().mapToInt(file -> file.name().length()).sum();
    ByteBuffer to = ByteBuffer.allocate(4 * Long.BYTES + Integer.BYTES + names + 9 * files.size());
    to.putLong(number).putLong(place.getTerm()).putLong(place.getIndex());
    to.putLong(tables.value()).putInt(files.size());
    for (CopiedFile file : files) {
      to.put((byte) file.name().length());
      to.put(file.name().getBytes(StandardCharsets.US_ASCII));
      to.putLong(file.size());
    }
    return UnsafeByteOperations.unsafeWrap(to.flip());
  }

  static TableOffer decode(ByteString bytes) throws IOException {
    ByteBuffer from = bytes.asReadOnlyByteBuffer();
    try {
      long number = from.getLong();
      TermIndex place = TermIndex.valueOf(from.getLong(), from.getLong());
      LogIndex tables = new LogIndex(from.getLong());
      return new TableOffer(number, place, tables, files(from));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new IOException("not an offer of tables: " + e.getMessage(), e);
    }
  }

  private static List<CopiedFile> files(ByteBuffer from) {
    int count = from.getInt();
    if (count < 0 || count > MAX_FILES) {
      throw new IllegalArgumentException("%d files".formatted(count));
    }
    List<CopiedFile> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] name = new byte[from.get() & 0x7f];
      from.get(name);
      files.add(new CopiedFile(new String(name, StandardCharsets.US_ASCII), from.getLong()));
    }
    return files;
  }
}
