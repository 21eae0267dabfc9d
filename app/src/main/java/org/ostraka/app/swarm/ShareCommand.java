package org.ostraka.app.swarm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.Link;
import org.ostraka.swarm.client.Workshop;
import org.ostraka.swarm.wire.SwarmTls;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code swarm share}: hashes files, entrusts them to a mapping server, prints their links. */
@CommandLine.Command
public final class ShareCommand implements Command {
  private static final int LINK_SERVERS = 8;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "the files to share")
  private List<Path> files = List.of();

  @Mixin private ClientOptions options = new ClientOptions();

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    try (ClientFolder folder = options.folder();
        Workshop workshop = new Workshop()) {
      SwarmTls tls = options.tls();
      List<Endpoint> servers = folder.servers(options.endpoints());
      boolean alone = folder.lock();
      for (Path file : files) {
        Link link = hash(console, folder, workshop, file, servers);
        if (!servers.isEmpty()) {
          Endpoint owner =
              new ServerTalk.Entrusting(link.key(), link.name(), tls, folder.installation())
                  .to(servers);
          console.note("%s is mapped by %s", link.name().shown(), owner);
        }
        console.line("%s", link);
      }
      if (alone) {
        console.note("no client serves it yet: ./ostraka swarm run --dir %s", folder.directory());
      }
    }
    return 0;
  }

  private static Link hash(
      Console console, ClientFolder folder, Workshop workshop, Path file, List<Endpoint> servers)
      throws IOException, Fault, InterruptedException {
    if (!Files.exists(file)) {
      throw Fault.of(FaultKind.NOT_FOUND, file + " does not exist");
    }
    HashProgress progress = new HashProgress(console, file, Files.size(file));
    List<Endpoint> told = servers.subList(0, Math.min(servers.size(), LINK_SERVERS));
    Link link = folder.library().share(file, told, workshop.workers(), progress::hashed);
    progress.end();
    return link;
  }

  /** How far hashing is; several threads report. */
  private static final class HashProgress {
    private static final long PERIOD = 200_000_000L;

    private final Console console;
    private final Path file;
    private final long size;
    private final long start = System.nanoTime();
    private final AtomicLong hashed = new AtomicLong();
    private final AtomicLong nextLine = new AtomicLong(start + PERIOD);

    HashProgress(Console console, Path file, long size) {
      this.console = console;
      this.file = file;
      this.size = size;
    }

    void hashed(long bytes) {
      long done = hashed.addAndGet(bytes);
      long now = System.nanoTime();
      long due = nextLine.get();
      if (console.terminal() && now >= due && nextLine.compareAndSet(due, now + PERIOD)) {
        double seconds = (now - start) / 1e9;
        console
            .err()
            .printf(
                "\r%s  %d %%  %.0f MB/s  %.0f s left\u001b[K",
                file.getFileName(),
                100 * done / size,
                done / seconds / 1e6,
                seconds * (size - done) / done);
      }
    }

    void end() {
      if (console.terminal()) {
        console.err().print("\r\u001b[K");
      }
    }
  }
}
