package org.ostraka.bench.swarm;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.identity.Identity;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.Link;
import org.ostraka.swarm.client.ClientNode;
import org.ostraka.swarm.client.ClientSettings;
import org.ostraka.swarm.client.ClientWatcher;
import org.ostraka.swarm.client.Readout;
import org.ostraka.swarm.store.Library;
import org.ostraka.swarm.wire.SwarmTls;

/**
 * A client in a process of its own, which a benchmark tells what to do: one word and its arguments
 * a line on standard input, one line each as an answer.
 *
 * <pre>
 * warm MIB             warmed          moves a file within this process, so that all is compiled
 * join HOST:PORT       joined          becomes a client of this mapping server
 * share FILE           link LINK
 * get LINK PLACE       complete MICROS   once the last byte is verified; since 1970
 * forget LINK          forgotten       closes the file, which gives its memory back
 * figures              figures UPLOADED REDUNDANT CPU_SECONDS PEAK_HEAP_MIB DOWN_RATE
 * </pre>
 */
public final class BenchNode implements ClientWatcher {
  private final Path folder;
  private final Library library;
  private volatile List<Readout> readouts = List.of();
  private org.ostraka.swarm.client.@org.jspecify.annotations.Nullable ClientNode client;

  private BenchNode(Path folder) throws IOException {
    this.folder = folder;
    this.library = new Library(folder.resolve("files"));
  }

  /** Runs until standard input ends. */
  public static void main(String[] arguments) throws Exception {
    BenchNode node = new BenchNode(Path.of(arguments[0]));
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        node.told(line.split(" ", -1));
      }
    }
    Runtime.getRuntime().exit(0);
  }

  private void told(String[] words) throws IOException, Fault, InterruptedException {
    switch (words[0]) {
      case "warm" -> {
        WarmUp.move(folder.resolve("warm"), Integer.parseInt(words[1]));
        say("warmed");
      }
      case "join" -> join(Endpoint.parse(words[1]));
      case "share" -> share(Path.of(words[1]));
      case "get" -> joined().open(library.fetch(Link.parse(words[1]), Path.of(words[2])));
      case "forget" -> {
        joined().forget(Link.parse(words[1]).key());
        say("forgotten");
      }
      case "figures" -> figures();
      default -> throw Fault.of(FaultKind.USAGE, "unknown: " + Arrays.toString(words));
    }
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  private void join(Endpoint server) throws IOException, Fault {
    Identity identity = Identity.load(folder.resolve("identity"), Instant.now());
    ClientSettings settings =
        new ClientSettings(List.of(server), 0, false, ClientSettings.Limits.USUAL);
    ClientNode made =
        new ClientNode(new SwarmTls(identity), settings, 1, this, InstantSource.system());
    made.start();
    client = made;
    say("joined");
  }

  private ClientNode joined() throws Fault {
    ClientNode node = client;
    if (node == null) {
      throw Fault.of(FaultKind.USAGE, "join comes first");
    }
    return node;
  }

  private void share(Path file) throws IOException, Fault, InterruptedException {
    Link link = library.share(file, List.of(), joined().workshop().workers(), _ -> {});
    joined().open(library.open(link.key()));
    say("link " + link);
  }

  private void figures() {
    long uploaded = 0;
    long redundant = 0;
    long rate = 0;
    for (Readout readout : readouts) {
      uploaded += readout.flow().uploaded();
      redundant += readout.flow().redundant();
      rate += readout.flow().downRate();
    }
    double cpu =
        ProcessHandle.current().info().totalCpuDuration().map(it -> it.toMillis() / 1e3).orElse(0.);
    say("figures %d %d %.2f %d %d".formatted(uploaded, redundant, cpu, peakHeap(), rate));
  }

  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(usage -> usage.getUsed())
            .sum()
        >> 20;
  }

  @Override
  public void second(List<Readout> files) {
    readouts = files;
  }

  @Override
  public void complete(FileKey key) {
    say("complete " + ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
  }

  @Override
  public void placed(FileKey key) {
    say("placed");
  }

  @Override
  public void failed(FileKey key, Fault fault) {
    say("failed " + fault.text());
  }

  @Override
  public void nowhereFound(FileKey key) {}

  @Override
  public void learned(List<Endpoint> servers) {}

  @Override
  public void note(FileKey key, String line) {
    System.err.println(Instant.now() + " " + line);
  }
}
