package org.ostraka.ballot.raft;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.ostraka.ballot.ServerId;
import org.ostraka.base.Disk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches a copy of another server's tables into a directory. */
final class TableFetch implements TableSource {
  private static final Logger LOG = LoggerFactory.getLogger(TableFetch.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final LogClient client;
  private final ServerId self;
  private final Disk disk;
  private final Path directory;

  /**
   * @param directory is emptied first, and belongs to this fetch
   */
  TableFetch(LogClient client, ServerId self, Disk disk, Path directory) {
    this.client = client;
    this.self = self;
    this.disk = disk;
    this.directory = directory;
  }

  @Override
  public TableOffer open(RaftPeerId from) throws IOException, InterruptedException {
    return TableOffer.decode(ask(from, new TableQuestion.Open(self)));
  }

  @Override
  public void fetch(RaftPeerId from, TableOffer offer) throws IOException, InterruptedException {
    Directories.delete(directory);
    disk.createDirectories(directory);
    long usable = disk.usableBytes(directory);
    if (offer.bytes() > usable) {
      throw new IOException(
          "the tables of %s take %d bytes and this disk has %d left: free some space"
              .formatted(from, offer.bytes(), usable));
    }
    LOG.info("Fetches the tables of {}: {} bytes", from, offer.bytes());
    for (int file = 0; file < offer.files().size(); file++) {
      fetch(from, offer, file);
    }
    disk.forceDirectory(directory);
  }

  private void fetch(RaftPeerId from, TableOffer offer, int number)
      throws IOException, InterruptedException {
    TableOffer.CopiedFile file = offer.files().get(number);
    try (Disk.File out = disk.open(directory.resolve(file.name()))) {
      for (long position = 0; position < file.size(); position = out.size()) {
        int length = (int) Math.min(TableQuestion.MAX_READ, file.size() - position);
        ByteBuffer part =
            ask(from, new TableQuestion.Read(offer.number(), number, position, length))
                .asReadOnlyByteBuffer();
        if (part.remaining() == 0 || part.remaining() > length) {
          throw new IOException(
              "%s gave %d bytes of %s where %d were asked"
                  .formatted(from, part.remaining(), file.name(), length));
        }
        out.append(List.of(part));
      }
      out.force();
    }
  }

  @Override
  public void close(RaftPeerId from, TableOffer offer) throws IOException, InterruptedException {
    Directories.delete(directory);
    ask(from, new TableQuestion.Done(offer.number()));
  }

  @Override
  public Path directory() {
    return directory;
  }

  private ByteString ask(RaftPeerId from, TableQuestion question)
      throws IOException, InterruptedException {
    RaftClientReply reply = client.ask(client.question(from, question.encode(), PATIENCE));
    if (!reply.isSuccess()) {
      throw new IOException(from + " refuses its tables", reply.getException());
    }
    return reply.getMessage().getContent();
  }
}
