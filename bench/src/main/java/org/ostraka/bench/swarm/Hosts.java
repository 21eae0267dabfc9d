package org.ostraka.bench.swarm;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ostraka.bench.Subprocess;

/**
 * Hosts on one switch: network namespaces whose cables carry a limited rate in both directions
 * (tbf). This machine itself is on the switch too, without a limit. Needs root; all is removed at
 * the end.
 */
final class Hosts implements Closeable {
  /** The address of the machine itself. */
  static final String SWITCH = "10.77.0.100";

  private static final String BRIDGE = "ostb0";

  private final int count;
  private final Thread onExit = new Thread(this::remove);

  private Hosts(int count) {
    this.count = count;
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  /** Makes hosts 1 to {@code count}; {@code megabits} a second each. */
  static Hosts make(int count, int megabits) throws IOException, InterruptedException {
    Hosts hosts = new Hosts(count);
    hosts.remove();
    run("ip link add %s type bridge".formatted(BRIDGE));
    run("ip addr add %s/24 dev %s".formatted(SWITCH, BRIDGE));
    run("ip link set %s up".formatted(BRIDGE));
    for (int host = 1; host <= count; host++) {
      plug(host, megabits);
    }
    return hosts;
  }

  private static void plug(int host, int megabits) throws IOException, InterruptedException {
    String name = name(host);
    String limit = " root tbf rate %dmbit burst 128kb latency 30ms".formatted(megabits);
    run("ip netns add " + name);
    run("ip link add %sv type veth peer name %se".formatted(name, name));
    run("ip link set %se netns %s".formatted(name, name));
    run("ip link set %sv master %s up".formatted(name, BRIDGE));
    run("ip -n %s addr add %s/24 dev %se".formatted(name, address(host), name));
    run("ip -n %s link set %se up".formatted(name, name));
    run("ip -n %s link set lo up".formatted(name));
    run("ip netns exec %s tc qdisc add dev %se%s".formatted(name, name, limit));
    run("tc qdisc add dev %sv%s".formatted(name, limit));
  }

  private static void run(String line) throws IOException, InterruptedException {
    Subprocess.run(List.of(line.split(" ")));
  }

  private static String name(int host) {
    return "ostb" + host;
  }

  static String address(int host) {
    return "10.77.0." + host;
  }

  /** A command as it is run on a host. */
  static List<String> on(int host, List<String> command) {
    List<String> line = new ArrayList<>(List.of("ip", "netns", "exec", name(host)));
    line.addAll(command);
    return line;
  }

  /** Bytes that a host has sent since it was made, headers included. */
  static long sent(int host) throws IOException, InterruptedException {
    String file = "/sys/class/net/%se/statistics/tx_bytes".formatted(name(host));
    return Long.parseLong(Subprocess.run(on(host, List.of("cat", file))).strip());
  }

  private void remove() {
    for (int host = 1; host <= count; host++) {
      removeQuietly("ip netns del " + name(host));
      removeQuietly("ip link del " + name(host) + "v");
    }
    removeQuietly("ip link del " + BRIDGE);
  }

  private static void removeQuietly(String line) {
    try {
      run(line);
    } catch (IOException _) {
      // It is not there, or not any more.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    remove();
    Runtime.getRuntime().removeShutdownHook(onExit);
  }
}
