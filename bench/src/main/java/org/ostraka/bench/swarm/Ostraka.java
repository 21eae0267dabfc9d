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
  private final Readiness warmUp;
  private final List<String> jvm;

  /**
   * What comes before the measurement.
   *
   * @param warm MiB that each process moves within itself
   * @param rehearsal MiB that all then spread among themselves
   * @param rehearsals how often
   */
  private record Readiness(int warm, int rehearsal, int rehearsals) {}

  Ostraka(BenchFolder folder, Options options) {
    this(
        folder,
        new Readiness(
            options.number("--warm", 256),
            options.number("--rehearse", 96),
            options.number("--rehearsals", 1)),
        jvm(options));
  }

  private static List<String> jvm(Options options) {
    return List.of(options.text("--jvm", "-Xmx192m -XX:+UseSerialGC").split(" "));
  }

  private Ostraka(BenchFolder folder, Readiness warmUp, List<String> jvm) {
    this.folder = folder;
    this.warmUp = warmUp;
    this.jvm = jvm;
  }

  Ostraka withHeap(int mib) {
    return new Ostraka(
        folder, new Readiness(0, 0, 0), List.of("-Xmx%dm".formatted(mib), "-XX:+UseSerialGC"));
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
    node.ask("warm " + warmUp.warm, "warmed");
    node.ask("join " + server, "joined");
    return node;
  }

  private Spread spread(Path file, List<NodeProcess> nodes, int seedHost)
      throws IOException, Fault, InterruptedException {
    for (int time = 0; time < warmUp.rehearsals; time++) {
      spreadOnce(folder.content(warmUp.rehearsal), nodes, seedHost);
    }
    return spreadOnce(file, nodes, seedHost);
  }

  private Spread spreadOnce(Path file, List<NodeProcess> nodes, int seedHost)
      throws IOException, Fault, InterruptedException {
    double cpuBefore = cpu(nodes);
    long sentBefore = seedHost == 0 ? 0 : Hosts.sent(seedHost);
    String link = nodes.getFirst().ask("share " + file, "link");
    // As with the others, the seed is there before anybody wants the file.
    Thread.sleep(3_000);
    List<Double> seconds = fetch(file, link, nodes.subList(1, nodes.size()));
    long sent = seedHost == 0 ? 0 : Hosts.sent(seedHost) - sentBefore;
    double redundant = redundant(nodes) / 1048576.0;
    String note =
        "cpu %.1f s, redundant %.2f MiB, largest heap %d MiB"
            .formatted(cpu(nodes) - cpuBefore, redundant, heap(nodes));
    for (NodeProcess node : nodes) {
      node.ask("forget " + link, "forgotten");
    }
    return new Spread(seconds, sent, note);
  }

  private List<Double> fetch(Path file, String link, List<NodeProcess> fetching)
      throws IOException, Fault {
    long start = micros();
    for (NodeProcess node : fetching) {
      node.tell("get %s %s".formatted(link, copyOf(node)));
    }
    List<Double> seconds = new ArrayList<>();
    for (NodeProcess node : fetching) {
      seconds.add((Long.parseLong(node.hear("complete")) - start) / 1e6);
    }
    for (NodeProcess node : fetching) {
      node.hear("placed");
      requireSame(file, copyOf(node));
    }
    return seconds;
  }

  private Path copyOf(NodeProcess node) {
    return folder.root().resolve("copy" + node.pid());
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

  /** One of a node's figures, summed over all nodes. */
  private static double sum(List<NodeProcess> nodes, int figure) throws IOException {
    double sum = 0;
    for (NodeProcess node : nodes) {
      sum += Double.parseDouble(node.ask("figures", "figures").split(" ", -1)[figure]);
    }
    return sum;
  }

  private static double cpu(List<NodeProcess> nodes) throws IOException {
    return sum(nodes, 2);
  }

  private static long redundant(List<NodeProcess> nodes) throws IOException {
    return (long) sum(nodes, 1);
  }

  private static long heap(List<NodeProcess> nodes) throws IOException {
    long most = 0;
    for (NodeProcess node : nodes) {
      most = Math.max(most, (long) sum(List.of(node), 3));
    }
    return most;
  }
}
