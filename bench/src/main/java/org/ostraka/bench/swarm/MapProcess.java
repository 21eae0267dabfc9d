package org.ostraka.bench.swarm;

import java.io.Closeable;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ostraka.base.Fault;
import org.ostraka.base.identity.Role;
import org.ostraka.bench.Subprocess;
import org.ostraka.swarm.Endpoint;

/** A mapping server as its operator starts it: {@code map serve} in a process of its own. */
final class MapProcess implements Closeable {
  private static final int TRIES = 600;

  private final Path folder;
  private final Endpoint endpoint;
  private final String join;
  private Subprocess process;

  private MapProcess(Path folder, Endpoint endpoint, String join)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.endpoint = endpoint;
    this.join = join;
    this.process = start();
  }

  static MapProcess start(BenchFolder folder, String name, List<MapProcess> others)
      throws IOException, Fault, InterruptedException {
    String join = String.join(",", others.stream().map(it -> it.endpoint.toString()).toList());
    return new MapProcess(
        folder.member(name, Role.NODE), new Endpoint("127.0.0.1", freePort()), join);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Subprocess start() throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    Files.deleteIfExists(log);
    String launcher = System.getProperty("ostraka.launcher", "./ostraka");
    String line =
        "%s map serve --dir %s --host 127.0.0.1 --port %d%s"
            .formatted(launcher, folder, endpoint.port(), join.isEmpty() ? "" : " --join " + join);
    Subprocess started = Subprocess.start(List.of(line.split(" ")), folder, log);
    for (int look = 0; look < TRIES && !Files.readString(log).contains("on port"); look++) {
      Thread.sleep(100);
    }
    return started;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /** Ends it as a power cut would end its process. */
  void kill() {
    ProcessHandle.of(process.pid())
        .ifPresent(handle -> {
          handle.destroyForcibly();
          handle.onExit().join();
        });
  }

  void restart() throws IOException, InterruptedException {
    process = start();
  }

  @Override
  public void close() {
    process.close();
  }
}
