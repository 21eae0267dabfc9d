package org.ostraka.bench.swarm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.identity.Identity;
import org.ostraka.base.identity.Role;
import org.ostraka.bench.Options;
import org.ostraka.swarm.FragmentSize;
import org.ostraka.swarm.map.MapLimits;
import org.ostraka.swarm.map.MapService;
import org.ostraka.swarm.wire.SwarmTls;

/** Ours: a mapping server in this process, each client in one of its own, TLS 1.3 everywhere. */
final class Ostraka implements Swarm {
  private final BenchFolder folder;
  private final int warm;
  private final List<String> jvm;

  Ostraka(BenchFolder folder, Options options) {
    this(folder, options.number("--warm", 256), jvm(options));
  }

  private static List<String> jvm(Options options) {
    return List.of(options.text("--jvm", "-Xmx192m -XX:+UseSerialGC").split(" "));
  }

  private Ostraka(BenchFolder folder, int warm, List<String> jvm) {
    this.folder = folder;
    this.warm = warm;
    this.jvm = jvm;
  }

  Ostraka withHeap(int mib) {
    return new Ostraka(folder, 0, List.of("-Xmx%dm".formatted(mib), "-XX:+UseSerialGC"));
  }

  @Override
  public String name() {
    return "ostraka";
  }

  @Override
  public Optional<String> missingPackage() {
    return Optional.empty();
  }

  @Override
  public int fragments(long bytes) {
    int size = FragmentSize.forContent(bytes).bytes();
    return (int) ((bytes + size - 1) / size);
  }

  @Override
  public Spread spread(Path file, List<Place> places)
      throws Fault, IOException, InterruptedException {
    Path mapFolder = folder.member("map", Role.NODE);
    SwarmTls tls = new SwarmTls(Identity.load(mapFolder.resolve("identity"), Instant.now()));
    List<NodeProcess> nodes = new ArrayList<>();
    try (MapService map =
        new MapService(
            tls,
            new MapService.Settings("", 0, List.of(), MapLimits.USUAL),
            mapFolder,
            InstantSource.system())) {
      map.start();
      String host = places.getFirst().host() == 0 ? "127.0.0.1" : Hosts.SWITCH;
      for (Place place : places) {
        nodes.add(node(place, nodes.size(), host + ":" + map.port()));
      }
      return spread(file, nodes, places.getFirst().host());
    } finally {
      nodes.forEach(NodeProcess::close);
    }
  }

  private NodeProcess node(Place place, int number, String server) throws IOException, Fault {
    Path at = folder.member("client" + number, Role.CLIENT);
    NodeProcess node = NodeProcess.start(place, at, jvm);
    node.ask("warm " + warm, "warmed");
    node.ask("join " + server, "joined");
    return node;
  }

  private Spread spread(Path file, List<NodeProcess> nodes, int seedHost)
      throws IOException, Fault, InterruptedException {
    String link = nodes.getFirst().ask("share " + file, "link");
    double cpuBefore = cpu(nodes);
    long sentBefore = seedHost == 0 ? 0 : Hosts.sent(seedHost);
    long start = micros();
    List<NodeProcess> fetching = nodes.subList(1, nodes.size());
    for (NodeProcess node : fetching) {
      node.tell("get %s %s".formatted(link, folder.root().resolve("copy" + node.pid())));
    }
    List<Double> seconds = new ArrayList<>();
    for (NodeProcess node : fetching) {
      seconds.add((Long.parseLong(node.hear("complete")) - start) / 1e6);
    }
    long sent = seedHost == 0 ? 0 : Hosts.sent(seedHost) - sentBefore;
    for (NodeProcess node : fetching) {
      node.hear("placed");
      requireSame(file, folder.root().resolve("copy" + node.pid()));
    }
    double cpu = cpu(nodes) - cpuBefore;
    return new Spread(seconds, sent, "cpu %.1f s, %s".formatted(cpu, redundant(fetching)));
  }

  private static void requireSame(Path file, Path copy) throws IOException, Fault {
    if (Files.mismatch(file, copy) >= 0) {
      throw Fault.of(FaultKind.CORRUPT, copy + " is not what was shared");
    }
    Files.delete(copy);
  }

  private static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  private static double cpu(List<NodeProcess> nodes) throws IOException {
    double sum = 0;
    for (NodeProcess node : nodes) {
      sum += Double.parseDouble(node.ask("figures", "figures").split(" ", -1)[2]);
    }
    return sum;
  }

  private static String redundant(List<NodeProcess> nodes) throws IOException {
    long bytes = 0;
    long heap = 0;
    for (NodeProcess node : nodes) {
      String[] figures = node.ask("figures", "figures").split(" ", -1);
      bytes += Long.parseLong(figures[1]);
      heap = Math.max(heap, Long.parseLong(figures[3]));
    }
    return "redundant %.2f MiB, largest heap %d MiB".formatted(bytes / 1048576.0, heap);
  }
}
