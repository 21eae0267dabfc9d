package org.ostraka.ballot.raft;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts off the end of a log that was being written when the machine or the process stopped.
 *
 * <p>Ratis fills a segment with zeros before it writes there. A write that was cut off leaves its
 * end zero, or, when the machine stopped, any of its pages. That is how it is told from damage:
 * what was made durable once has all its pages, and a checksum at its end. A torn entry was never
 * said to be held, so it may go, and what stands behind it too; damage may not, and Ratis then
 * refuses to start. (etcd's write-ahead log has a similar rule.) What this cannot tell: damage in
 * the last entries of ballots that consist of zeros, page after page.
 *
 * <pre>
 * segment:  "RaftLog1", entries, zeros
 * entry:    length n as a varint, n bytes, CRC-32C of both (4 bytes, big-endian)
 * </pre>
 */
final class TornTail {
  private static final Logger LOG = LoggerFactory.getLogger(TornTail.class);
  private static final int HEADER = 8;
  private static final int PAGE = 4096;
  private static final int CHECKSUM = 4;

  private final ByteBuffer segment;

  /** Between entries: everything before is whole. */
  private int position = HEADER;

  private TornTail(ByteBuffer segment) {
    this.segment = segment;
  }

  /** Repairs the open segment in the directory, if there is one and it needs it. */
  static void repair(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : openSegments(files)) {
        repairSegment(file);
      }
    }
  }

  private static List<Path> openSegments(Stream<Path> files) {
    return files
        .filter(file -> String.valueOf(file.getFileName()).startsWith("log_inprogress_"))
        .toList();
  }

  private static void repairSegment(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(channel.size()));
      while (content.hasRemaining() && channel.read(content) >= 0) {}
      TornTail tail = new TornTail(content.flip());
      tail.skipWholeEntries();
      if (tail.isTorn()) {
        LOG.warn(
            "{} ends in an entry that was being written when this server stopped: cut off at byte {}",
            file.getFileName(),
            tail.position);
        channel.truncate(tail.position);
        channel.force(true);
      }
    }
  }

  private void skipWholeEntries() {
    for (int end = entryEnd(); end > 0 && isIntact(end); end = entryEnd()) {
      position = end;
    }
  }

  /** Where the entry ends that begins here, or -1 if its length makes no sense. */
  private int entryEnd() {
    long length = 0;
    for (int at = position, shift = 0; at < segment.limit() && shift < 35; at++, shift += 7) {
      byte part = segment.get(at);
      length |= (long) (part & 0x7f) << shift;
      if (part >= 0) {
        long end = at + 1 + length + CHECKSUM;
        return length > 0 && end <= segment.limit() ? (int) end : -1;
      }
    }
    return -1;
  }

  private boolean isIntact(int end) {
    CRC32C checksum = new CRC32C();
    checksum.update(segment.duplicate().position(position).limit(end - CHECKSUM));
    return (int) checksum.getValue() == segment.getInt(end - CHECKSUM);
  }

  private boolean isTorn() {
    if (isZero(position, segment.limit())) {
      return false; // the end
    }
    int pageEnd = Math.min((position / PAGE + 1) * PAGE, segment.limit());
    if (isZero(position, pageEnd)) {
      return true; // not even its beginning was written, but something behind it was
    }
    int end = entryEnd();
    return end > 0 && (isZero(end - CHECKSUM, segment.limit()) || lacksPage(pageEnd, end));
  }

  private boolean lacksPage(int from, int end) {
    for (int page = from; page < end; page += PAGE) {
      if (isZero(page, Math.min(page + PAGE, segment.limit()))) {
        return true;
      }
    }
    return false;
  }

  private boolean isZero(int from, int to) {
    for (int at = from; at < to; at++) {
      if (segment.get(at) != 0) {
        return false;
      }
    }
    return true;
  }
}
