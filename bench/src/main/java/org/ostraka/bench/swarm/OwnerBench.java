package org.ostraka.bench.swarm;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.identity.Identity;
import org.ostraka.base.identity.Role;
import org.ostraka.bench.Options;
import org.ostraka.swarm.Link;
import org.ostraka.swarm.client.ClientNode;
import org.ostraka.swarm.client.ClientSettings;
import org.ostraka.swarm.store.Library;
import org.ostraka.swarm.wire.SwarmTls;

/**
 * Kills the mapping server that owns a file, again and again, while the file is being fetched: how
 * long until another one answers with its holders, and what the download notices of it.
 */
final class OwnerBench {
  private static final long UPLOAD_RATE = 4_000_000;
  private static final int MIB = 1024;
  private static final long BETWEEN_MILLIS = 4_000;

  private final BenchFolder folder;
  private final int deaths;
  private final List<MapProcess> servers = new ArrayList<>();

  OwnerBench(Options options, BenchFolder folder) {
    this.folder = folder;
    this.deaths = options.number("--deaths", 20);
  }

  void measure() throws Fault, IOException, InterruptedException {
    System.out.printf(
        "owner: 3 mapping servers in processes, SIGKILL to the owner %d times%n", deaths);
    Flow flow = new Flow();
    try {
      for (int number = 0; number < 3; number++) {
        servers.add(MapProcess.start(folder, "map" + number, servers));
      }
      try (ClientNode seed = client("seed", UPLOAD_RATE, new Flow());
          ClientNode fetcher = client("fetcher", 0, flow)) {
        Link link = share(seed);
        fetcher.open(
            new Library(folder.folder("fetched")).fetch(link, folder.root().resolve("copy")));
        flow.awaitFirst();
        kill(link, seed, flow);
      }
    } finally {
      servers.forEach(MapProcess::close);
    }
  }

  private SwarmTls tls(String name, Role role) throws IOException, Fault {
    Path at = folder.member(name, role);
    return new SwarmTls(Identity.load(at.resolve("identity"), Instant.now()));
  }

  private ClientNode client(String name, long uploadRate, Flow flow) throws IOException, Fault {
    ClientSettings.Limits usual = ClientSettings.Limits.USUAL;
    ClientSettings settings =
        new ClientSettings(
            servers.stream().map(MapProcess::endpoint).toList(),
            0,
            false,
            new ClientSettings.Limits(usual.peers(), usual.uploadSlots(), uploadRate, 0));
    ClientNode client =
        new ClientNode(tls(name, Role.CLIENT), settings, 1, flow, InstantSource.system());
    client.start();
    return client;
  }

  private Link share(ClientNode seed) throws IOException, Fault, InterruptedException {
    Library library = new Library(folder.folder("shared"));
    Link link = library.share(folder.content(MIB), List.of(), seed.workshop().workers(), _ -> {});
    seed.open(library.open(link.key()));
    return link;
  }

  private void kill(Link link, ClientNode seed, Flow flow)
      throws IOException, Fault, InterruptedException {
    SwarmTls tls = tls("prober", Role.CLIENT);
    double[] seconds = new double[deaths];
    MapProcess owner = firstToAnswer(servers, tls, link, seed);
    for (int death = 0; death < deaths; death++) {
      Thread.sleep(BETWEEN_MILLIS);
      flow.mark();
      List<MapProcess> others = new ArrayList<>(servers);
      others.remove(owner);
      owner.kill();
      long start = System.nanoTime();
      MapProcess next = firstToAnswer(others, tls, link, seed);
      seconds[death] = (System.nanoTime() - start) / 1e9;
      Thread.sleep(BETWEEN_MILLIS);
      owner.restart();
      owner = next;
    }
    print(seconds, flow);
  }

  private static MapProcess firstToAnswer(
      List<MapProcess> asked, SwarmTls tls, Link link, ClientNode seed)
      throws InterruptedException, Fault {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletionService<MapProcess> answers = new ExecutorCompletionService<>(threads);
      int installation = 1;
      for (MapProcess server : asked) {
        Prober prober = new Prober(server.endpoint(), tls, installation++);
        answers.submit(() -> {
          prober.awaitOwner(link.key(), seed.node());
          return server;
        });
      }
      try {
        return answers.take().get();
      } catch (ExecutionException e) {
        throw new Fault(FaultKind.UNAVAILABLE, "no-owner", String.valueOf(e.getCause()), e);
      } finally {
        threads.shutdownNow();
      }
    }
  }

  private void print(double[] seconds, Flow flow) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    System.out.printf(
        "owner: first right answer after median %.2f s, worst %.2f s of %d%n",
        sorted[sorted.length / 2], sorted[sorted.length - 1], sorted.length);
    System.out.printf(
        "owner: the download, limited to %.1f MB/s: %s%n", UPLOAD_RATE / 1e6, flow.summary());
  }
}
