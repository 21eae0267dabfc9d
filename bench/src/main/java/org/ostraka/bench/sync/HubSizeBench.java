package org.ostraka.bench.sync;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ostraka.base.Fault;
import org.ostraka.bench.Benchmark;
import org.ostraka.bench.Options;
import org.ostraka.sync.Change;
import org.ostraka.sync.ChangeId;
import org.ostraka.sync.Chunk;
import org.ostraka.sync.Content;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.EntryName;
import org.ostraka.sync.FileEntry;
import org.ostraka.sync.Folder;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.UserName;
import org.ostraka.sync.Verdict;
import org.ostraka.sync.account.Actor;
import org.ostraka.sync.account.Grant;
import org.ostraka.sync.account.Holder;
import org.ostraka.sync.account.Principal;
import org.ostraka.sync.account.Right;
import org.ostraka.sync.account.Stay;
import org.ostraka.sync.chunk.ChunkFrame;
import org.ostraka.sync.hub.GuardedRepository;
import org.ostraka.sync.hub.Hub;

/** How much memory and disk a hub takes for each file, and how long it takes to start with them. */
public final class HubSizeBench implements Benchmark {
  private static final int IN_A_FOLDER = 100;
  private static final int BATCH = 2_000;
  private static final RepositoryName REPOSITORY = new RepositoryName("many");
  private static final UserName USER = new UserName("bench");
  private static final String PASSWORD = "correct horse";

  @Override
  public String usage() {
    return """
    Memory that a hub's tables take for each file of one repository, each file with a chunk of its
    own, and the time to open it again.
      --files 1000000   --directory DIR (new; on the disk to be measured)\
    """;
  }

  @Override
  public boolean run(Options options) throws Fault, IOException, InterruptedException {
    Path directory = options.path("--directory", "hub-size-bench");
    if (Files.exists(directory)) {
      throw new IllegalArgumentException(directory + " exists: give a new directory");
    }
    int files = options.number("--files", 1_000_000);
    long start = System.nanoTime();
    fill(directory, files);
    System.out.printf("%,d files made in %.1f s%n", files, seconds(start));
    long empty = usedBytes();
    start = System.nanoTime();
    try (Hub hub = Hub.openAtRest(directory, InstantSource.system())) {
      double opened = seconds(start);
      long used = usedBytes() - empty;
      System.out.printf(
          "opened in %.1f s; heap %,d bytes, %d bytes a file; disk %d bytes a file%n",
          opened, used, used / files, diskBytes(directory) / files);
      return hub.presence().online() == 0;
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static void fill(Path directory, int files)
      throws Fault, IOException, InterruptedException {
    try (Hub hub = Hub.openAtRest(directory, InstantSource.system())) {
      hub.add(Actor.LOCAL, REPOSITORY, Optional.empty(), 0);
      GuardedRepository repository = hub.repository(principal(hub), REPOSITORY);
      NodeId folder = NodeId.ROOT;
      for (int from = 0; from < files; from += BATCH) {
        List<ChunkFrame> frames = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (int file = from; file < Math.min(files, from + BATCH); file++) {
          if (file % IN_A_FOLDER == 0) {
            folder = new NodeId(1, file);
            changes.add(
                new Change.Create(
                    new ChangeId(1, file),
                    folder,
                    NodeId.ROOT,
                    name("folder", file),
                    Folder.FOLDER));
          }
          Chunk chunk = Chunk.of(("content of file " + file).getBytes(StandardCharsets.UTF_8));
          frames.add(ChunkFrame.of(chunk));
          changes.add(create(file, folder, chunk));
        }
        repository.store(frames);
        require(repository.change(changes.subList(0, changes.size() / 2)));
        require(repository.change(changes.subList(changes.size() / 2, changes.size())));
      }
    }
  }

  private static EntryName name(String what, int number) {
    return new EntryName("%s-%07d.txt".formatted(what, number));
  }

  private static Change create(int file, NodeId folder, Chunk chunk) {
    FileEntry entry = new FileEntry(Content.of(List.of(chunk.ref())), false, 1_000L * file);
    return new Change.Create(
        new ChangeId(2, file), new NodeId(2, file), folder, name("document", file), entry);
  }

  private static void require(List<Verdict> verdicts) {
    if (!verdicts.stream().allMatch(Verdict.Accepted.class::isInstance)) {
      throw new IllegalStateException("the hub refused: " + verdicts);
    }
  }

  private static Principal principal(Hub hub) throws Fault, IOException, InterruptedException {
    hub.accounts().users().add(Actor.LOCAL, USER, PASSWORD, false);
    Grant grant = new Grant(NodeId.ROOT, new Holder.OfUser(USER), Right.WRITE);
    hub.accounts().grants().give(Actor.LOCAL, REPOSITORY, grant);
    Stay desk = new Stay.OfDesk(new DeskName("bench"), false);
    return hub.accounts().sessions().signIn(USER, PASSWORD, "bench", desk).principal();
  }

  /** What is reachable, after the collector was asked for it a few times. */
  private static long usedBytes() {
    for (int time = 0; time < 3; time++) {
      ManagementFactory.getMemoryMXBean().gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long diskBytes(Path directory) throws IOException {
    long bytes = 0;
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }
}
