package org.ostraka.ballot.raft;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.box.SnapshotStore;
import org.ostraka.base.FileDisk;

/**
 * Copies of this server's tables, made when another server asks and removed when it is done or has
 * not read for a while. At most one for each reader, at most {@value #MAX_COPIES} at once, because
 * a copy keeps files on disk that the tables have dropped.
 */
final class TableCopies implements Closeable {
  private static final int MAX_COPIES = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final SnapshotStore store;
  private final Path directory;
  private final List<Copy> copies = new ArrayList<>();
  private long numbers = System.nanoTime();

  /** A copy on disk, and when it was last read. */
  private static final class Copy {
    final ServerId reader;
    final Path path;
    final TableOffer offer;
    long usedNanos = System.nanoTime();

    Copy(ServerId reader, Path path, TableOffer offer) {
      this.reader = reader;
      this.path = path;
      this.offer = offer;
    }

    boolean isForgotten() {
      return System.nanoTime() - usedNanos > PATIENCE.toNanos();
    }
  }

  /** Begins without copies: those of an earlier run are removed. */
  TableCopies(SnapshotStore store, Path directory) throws IOException {
    this.store = store;
    this.directory = directory;
    Directories.delete(directory);
    FileDisk.ownerOnly().createDirectories(directory);
  }

  /**
   * Answers another server's question.
   *
   * @param applied tells a place up to which the tables reflect the log
   */
  synchronized ByteString answer(TableQuestion question, Supplier<TermIndex> applied)
      throws IOException {
    return switch (question) {
      case TableQuestion.Open(ServerId reader) -> open(reader, applied).encode();
      case TableQuestion.Read read -> read(read);
      case TableQuestion.Done(long number) -> done(number);
    };
  }

  private TableOffer open(ServerId reader, Supplier<TermIndex> applied) throws IOException {
    removeIf(copy -> copy.reader.equals(reader) || copy.isForgotten());
    if (copies.size() >= MAX_COPIES) {
      throw new IOException("%d servers fetch the tables already".formatted(copies.size()));
    }
    Path path = directory.resolve(Long.toString(++numbers));
    TermIndex place = applied.get(); // before the copy, so that the copy holds at least this
    LogIndex tables = store.checkpoint(path);
    TableOffer offer = new TableOffer(numbers, place, tables, files(path));
    copies.add(new Copy(reader, path, offer));
    return offer;
  }

  private static List<TableOffer.CopiedFile> files(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files
          .map(file -> new TableOffer.CopiedFile(String.valueOf(file.getFileName()), size(file)))
          .toList();
    }
  }

  private static long size(Path file) {
    return file.toFile().length();
  }

  private ByteString read(TableQuestion.Read read) throws IOException {
    Copy copy = require(read.copy());
    copy.usedNanos = System.nanoTime();
    if (read.file() < 0 || read.file() >= copy.offer.files().size()) {
      throw new IOException("the copy has no file " + read.file());
    }
    int length = Math.clamp(read.length(), 0, TableQuestion.MAX_READ);
    ByteBuffer part = ByteBuffer.allocate(length);
    Path file = copy.path.resolve(copy.offer.files().get(read.file()).name());
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      long position = Math.max(0, read.offset());
      while (part.hasRemaining() && in.read(part, position + part.position()) > 0) {}
    }
    return UnsafeByteOperations.unsafeWrap(part.flip());
  }

  private Copy require(long number) throws IOException {
    return copies.stream()
        .filter(copy -> copy.offer.number() == number)
        .findFirst()
        .orElseThrow(() -> new IOException("copy %d is gone: open another".formatted(number)));
  }

  private ByteString done(long number) throws IOException {
    removeIf(copy -> copy.offer.number() == number);
    return ByteString.EMPTY;
  }

  private void removeIf(Predicate<Copy> rule) throws IOException {
    for (Copy copy : copies.stream().filter(rule).toList()) {
      copies.remove(copy);
      Directories.delete(copy.path);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    copies.clear();
    Directories.delete(directory);
  }
}
