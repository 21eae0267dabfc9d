package org.ostraka.bench.sync;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.base.HostPort;
import org.ostraka.bench.Benchmark;
import org.ostraka.bench.Options;
import org.ostraka.sync.ChunkRef;
import org.ostraka.sync.Content;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.Entry;
import org.ostraka.sync.EntryName;
import org.ostraka.sync.Extent;
import org.ostraka.sync.FileEntry;
import org.ostraka.sync.Folder;
import org.ostraka.sync.Node;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.UserName;
import org.ostraka.sync.desk.Abreast;
import org.ostraka.sync.desk.FileDeskDisk;
import org.ostraka.sync.desk.IgnoreRules;
import org.ostraka.sync.desk.Index;
import org.ostraka.sync.desk.NodeIds;
import org.ostraka.sync.desk.Pace;
import org.ostraka.sync.desk.Seen;
import org.ostraka.sync.desk.Session;
import org.ostraka.sync.desk.SessionSettings;
import org.ostraka.sync.desk.Threads;
import org.ostraka.sync.index.SqliteIndex;
import org.ostraka.sync.web.HubAddress;
import org.ostraka.sync.web.RemoteHub;

/** How much memory and disk a desk's books take for each file. */
public final class DeskSizeBench implements Benchmark {
  private static final int IN_A_FOLDER = 100;
  private static final int BATCH = 10_000;

  private final Random random = new Random(1);

  @Override
  public String usage() {
    return """
    Memory that a desk takes for each file of a synchronised folder, all three trees settled, each
    file with a chunk of its own, and the time to load its index.
      --files 1000000   --directory DIR (new; on the disk to be measured)\
    """;
  }

  @Override
  public boolean run(Options options) throws Fault, IOException, InterruptedException {
    Path directory = options.path("--directory", "desk-size-bench");
    if (Files.exists(directory)) {
      throw new IllegalArgumentException(directory + " exists: give a new directory");
    }
    Files.createDirectories(directory);
    int files = options.number("--files", 1_000_000);
    Path file = directory.resolve("index");
    fill(file, files);
    long before = usedBytes();
    long start = System.nanoTime();
    Path folder = Files.createDirectories(directory.resolve("folder"));
    FileDeskDisk.prepare(folder);
    try (Abreast abreast = new Abreast();
        Threads threads = new Threads();
        RemoteHub hub = new RemoteHub(nowhere(), "");
        Session session =
            new Session(
                settings(),
                new Session.Parts(
                    hub, new FileDeskDisk(folder, abreast), SqliteIndex.open(file), threads),
                () -> {})) {
      double seconds = (System.nanoTime() - start) / 1e9;
      long used = usedBytes() - before;
      System.out.printf(
          "loaded in %.1f s; heap %,d bytes, %d bytes a file; index %d bytes a file%n",
          seconds, used, used / files, Files.size(file) / files);
      return session.position() == 0;
    }
  }

  /** Nobody is asked while a session only loads. */
  private static HubAddress nowhere() {
    return new HubAddress(HostPort.parse("127.0.0.1:1"), "0".repeat(64));
  }

  private static SessionSettings settings() {
    InstantSource clock = InstantSource.system();
    return new SessionSettings(
        Extent.whole(new RepositoryName("many")),
        new IgnoreRules(IgnoreRules.USUAL),
        new SessionSettings.Owner(new DeskName("bench"), new UserName("bench")),
        new NodeIds(clock, new Random(1)),
        clock,
        Pace.FREE,
        Pace.FREE);
  }

  private void fill(Path file, int files) throws IOException {
    try (SqliteIndex index = SqliteIndex.open(file)) {
      NodeId folder = NodeId.ROOT;
      List<Index.Row> rows = new ArrayList<>();
      for (int number = 0; number < files; number++) {
        if (number % IN_A_FOLDER == 0) {
          folder = new NodeId(1, number);
          rows.add(row(folder, NodeId.ROOT, "folder " + number, Folder.FOLDER, number));
        }
        NodeId id = new NodeId(2, number);
        rows.add(row(id, folder, "document " + number + ".txt", content(number), number));
        if (rows.size() >= BATCH || number == files - 1) {
          index.commit(rows, new Index.Mark(0, ""));
          rows.clear();
        }
      }
    }
  }

  private FileEntry content(int number) {
    byte[] digest = new byte[Digest.BYTES];
    random.nextBytes(digest);
    ChunkRef chunk = new ChunkRef(Digest.readFrom(ByteBuffer.wrap(digest)), 4_096);
    return new FileEntry(Content.of(List.of(chunk)), false, 1_000L * number);
  }

  private static Index.Row row(NodeId id, NodeId folder, String name, Entry entry, int number) {
    Node node = new Node(id, folder, new EntryName(name), entry, number + 1);
    Seen.Kind kind = entry instanceof Folder ? Seen.Kind.FOLDER : Seen.Kind.FILE;
    long nanos = 1_000_000_000L * number;
    Seen seen = new Seen(kind, 4_096, nanos, nanos, 1_000L + number * 2L, false);
    return new Index.Row(id, node, node, node, seen);
  }

  /** What is reachable, after the collector was asked for it a few times. */
  private static long usedBytes() {
    for (int time = 0; time < 3; time++) {
      ManagementFactory.getMemoryMXBean().gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
