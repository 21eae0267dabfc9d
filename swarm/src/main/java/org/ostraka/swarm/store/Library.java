package org.ostraka.swarm.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.ostraka.base.AtomicFiles;
import org.ostraka.base.Digest;
import org.ostraka.base.DiskFaults;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.FileDisk;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.FileName;
import org.ostraka.swarm.FragmentSize;
import org.ostraka.swarm.Link;
import org.ostraka.swarm.MerkleTree;

/** All files that a client shares or fetches: one folder with an entry for each. */
public final class Library {
  private static final int MAX_ABOUT = 64 * 1024;

  /** What one task hashes: 4 MiB. */
  private static final int PORTION_BLOCKS = 256;

  private final Path directory;
  private final Content.Opener opener;
  private final FileDisk disk = FileDisk.ownerOnly();
  private final AtomicFiles files = new AtomicFiles(disk);

  /** The library in this folder, which is made when it does not exist. */
  public Library(Path directory) throws IOException {
    this(directory, Content::open);
  }

  Library(Path directory, Content.Opener opener) throws IOException {
    this.directory = directory;
    this.opener = opener;
    disk.createDirectories(directory);
  }

  private Path entry(FileKey key) {
    return directory.resolve(
        "%s-%d-%d".formatted(key.root(), key.fragmentSize().exponent(), key.size()));
  }

  /** Everything that can be read; what cannot is left out. */
  public List<About> list() throws IOException {
    List<About> all = new ArrayList<>();
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path entry : entries.sorted().toList()) {
        if (Files.exists(entry.resolve("about"))) {
          aboutIn(entry, all);
        }
      }
    }
    return all;
  }

  private void aboutIn(Path entry, List<About> all) throws IOException {
    try {
      all.add(About.decode(files.read(entry.resolve("about"), MAX_ABOUT)));
    } catch (Fault | IllegalArgumentException e) {
      org.slf4j.LoggerFactory.getLogger(Library.class)
          .warn("{} is left out: {}", entry, e.toString());
    }
  }

  /** Whether there is an entry for the file. */
  public boolean has(FileKey key) throws IOException {
    return disk.exists(entry(key).resolve("about"));
  }

  /** Opens an entry. */
  public StoredFile open(FileKey key) throws IOException, Fault {
    Path entry = entry(key);
    About about = About.decode(files.read(entry.resolve("about"), MAX_ABOUT));
    if (about.complete() && !about.stamp().equals(stampOrGone(about.content()))) {
      throw new Fault(
          FaultKind.CORRUPT,
          "content-changed",
          "%s is not what was shared any more: share it again".formatted(about.content()));
    }
    return new StoredFile(entry, about, opener);
  }

  /**
   * Opens the entry of a file that is to be fetched to {@code place}; makes it at first. What was
   * complete once and is gone or changed since is fetched anew.
   */
  public StoredFile fetch(Link link, Path place) throws IOException, Fault {
    Path entry = entry(link.key());
    if (has(link.key()) && isLost(entry)) {
      forget(link.key());
    }
    if (!has(link.key())) {
      disk.createDirectories(entry);
      About about = new About(link, place.toAbsolutePath(), false, "");
      files.replace(entry.resolve("about"), about.encode());
    }
    return open(link.key());
  }

  private boolean isLost(Path entry) throws IOException, Fault {
    About about = About.decode(files.read(entry.resolve("about"), MAX_ABOUT));
    return about.complete()
        && !(Files.exists(about.content()) && about.stamp().equals(stamp(about.content())));
  }

  /** Forgets an entry; the content itself stays. */
  public void forget(FileKey key) throws IOException {
    Path entry = entry(key);
    if (Files.exists(entry)) {
      try (Stream<Path> inside = Files.list(entry)) {
        for (Path file : inside.toList()) {
          disk.delete(file);
        }
      }
      disk.delete(entry);
    }
  }

  /** Which peer each fragment of a file came from, as far as it was fetched. */
  public Map<Integer, String> sourcesOf(FileKey key) throws IOException {
    return SourceLog.read(entry(key).resolve("sources"));
  }

  /**
   * Computes the tree of a file and takes the file in.
   *
   * @param workers hash in parallel
   * @param hashed hears how many bytes have been hashed, from several threads
   * @return its link
   */
  public Link share(Path file, List<Endpoint> servers, ExecutorService workers, LongConsumer hashed)
      throws IOException, Fault, InterruptedException {
    Path content = file.toRealPath();
    if (!Files.isRegularFile(content)) {
      throw Fault.of(FaultKind.INVALID_INPUT, file + " is not a file: share files, not folders");
    }
    FileName name = new FileName(String.valueOf(file.toAbsolutePath().getFileName()));
    String before = stamp(content);
    long size = Files.size(content);
    FileKey shape = new FileKey(MerkleTree.ZERO, size, FragmentSize.forContent(size));
    Path making = directory.resolve("making-" + Long.toHexString(System.nanoTime()));
    disk.createDirectories(making);
    Digest root;
    try (TreeFile nodes = new TreeFile(making.resolve("tree"));
        Content octets = opener.open(content, false)) {
      hash(shape, octets, nodes, workers, hashed);
      root = new MerkleTree(shape, nodes).complete();
      nodes.force();
    }
    if (!stamp(content).equals(before)) {
      forgetMaking(making);
      throw Fault.of(FaultKind.BUSY, file + " changed while it was read: share it again");
    }
    FileKey key = new FileKey(root, size, shape.fragmentSize());
    OptionalLong modified =
        OptionalLong.of(
            Math.max(0, Files.getLastModifiedTime(content).toInstant().getEpochSecond()));
    Link link = new Link(key, name, modified, servers);
    take(making, new About(link, content, true, before));
    return link;
  }

  private void take(Path making, About about) throws IOException {
    files.replace(making.resolve("about"), about.encode());
    Path entry = entry(about.link().key());
    forget(about.link().key());
    disk.rename(making, entry);
    disk.forceDirectory(directory);
  }

  private void forgetMaking(Path making) throws IOException {
    disk.delete(making.resolve("tree"));
    disk.delete(making);
  }

  private static void hash(
      FileKey shape, Content octets, TreeFile nodes, ExecutorService workers, LongConsumer hashed)
      throws IOException, Fault, InterruptedException {
    List<Future<?>> portions = new ArrayList<>();
    for (long block = 0; block < shape.blocks(); block += PORTION_BLOCKS) {
      long first = block;
      portions.add(
          workers.submit(() -> {
            hashPortion(shape, octets, nodes, first, hashed);
            return null;
          }));
    }
    for (Future<?> portion : portions) {
      await(portion);
    }
  }

  private static void hashPortion(
      FileKey shape, Content octets, TreeFile nodes, long first, LongConsumer hashed)
      throws IOException {
    long from = first * FileKey.BLOCK;
    int bytes = (int) Math.min((long) PORTION_BLOCKS * FileKey.BLOCK, shape.size() - from);
    ByteBuffer portion = ByteBuffer.allocate(bytes);
    octets.read(from, portion);
    if (portion.hasRemaining()) {
      throw new IOException("the file became shorter while it was read");
    }
    nodes.putAll(first, BlockHasher.digests(portion.flip()));
    hashed.accept(bytes);
  }

  private static void await(Future<?> portion) throws IOException, Fault, InterruptedException {
    try {
      portion.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new Fault(FaultKind.BROKEN, "hashing", "hashing failed: " + e.getCause(), e);
    }
  }

  /** Size and modification time of a file, as far as the file system tells it. */
  static String stamp(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return attributes.size() + " " + attributes.lastModifiedTime().toInstant();
  }

  private static String stampOrGone(Path file) throws Fault {
    try {
      return stamp(file);
    } catch (IOException e) {
      throw DiskFaults.of(e, file);
    }
  }
}
