package org.ostraka.bench.swarm;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.bench.Options;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.FileName;
import org.ostraka.swarm.FragmentSize;
import org.ostraka.swarm.Holdings;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.NodeRole;
import org.ostraka.swarm.Ownership;
import org.ostraka.swarm.map.Caller;
import org.ostraka.swarm.map.MapEvent;
import org.ostraka.swarm.map.MapLimits;
import org.ostraka.swarm.map.MappingServer;
import org.ostraka.swarm.map.Origin;
import org.ostraka.swarm.map.Self;

/** Heap of a mapping server for each pair of file and client, and of a client with a huge file. */
final class MemoryBench {
  private static final int FRAGMENTS = 1000;
  private static final int CLIENT_HEAP_MIB = 256;

  private final Options options;
  private final BenchFolder folder;
  private final int files;
  private final int clients;

  MemoryBench(Options options, BenchFolder folder) {
    this.options = options;
    this.folder = folder;
    this.files = options.number("--files", 40);
    this.clients = options.number("--holders", 50);
  }

  void measure() throws Fault, IOException, InterruptedException {
    MappingServer server = server();
    long empty = heap();
    fill(server);
    long full = heap();
    System.out.printf(
        "memory: a mapping server with %d files of %d fragments and %d clients each: %d bytes of"
            + " heap for a pair of file and client%n",
        files, FRAGMENTS, clients, (full - empty) / ((long) files * clients));
    if (!server.owns(key(0))) {
      throw new IOException("the server lost a file");
    }
    int gib = options.number("--gib", 10);
    if (gib > 0) {
      hugeFile(gib);
    }
  }

  private static MappingServer server() {
    Self self = new Self(new NodeId(2, 1), 1, new Endpoint("map.example", 7411));
    return new MappingServer(self, List.of(), MapLimits.USUAL, new Random(1));
  }

  private static FileKey key(int file) {
    byte[] content = {(byte) file, (byte) (file >> 8)};
    return new FileKey(Digest.of(content), (long) FRAGMENTS << 16, new FragmentSize(16));
  }

  private void fill(MappingServer server) {
    Random random = new Random(1);
    for (int client = 0; client < clients; client++) {
      NodeId node = new NodeId(1, 1 + client);
      Caller caller = new Caller(NodeRole.CLIENT, node, 0, new Endpoint("10.0.0." + client, 7411));
      server.on(0, new MapEvent.Met(client, caller, new Origin.Accepted()));
      for (int file = 0; file < files; file++) {
        FileName name = new FileName("file " + file);
        server.on(
            0,
            new MapEvent.Said(
                client, new MapMessage.Entrust(1, key(file), Ownership.NONE, false, name)));
        server.on(
            0,
            new MapEvent.Said(
                client, new MapMessage.HoldingsReport(1, key(file), Ownership.NONE, some(random))));
      }
    }
  }

  private static Holdings some(Random random) {
    BitSet bits = new BitSet(FRAGMENTS);
    for (int fragment = 0; fragment < FRAGMENTS; fragment++) {
      bits.set(fragment, random.nextBoolean());
    }
    return Holdings.of(FRAGMENTS, bits);
  }

  private static long heap() throws InterruptedException {
    for (int round = 0; round < 3; round++) {
      System.gc();
      Thread.sleep(100);
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private void hugeFile(int gib) throws IOException, Fault, InterruptedException {
    Path file = folder.folder("huge").resolve("huge.bin");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength((long) gib << 30);
      sparse.seek(1L << 30);
      sparse.write(1);
    }
    List<Swarm.Place> places = new ArrayList<>();
    places.add(new Swarm.Place(0, "127.0.0.2"));
    places.add(new Swarm.Place(0, "127.0.0.3"));
    Swarm.Spread spread =
        new Ostraka(folder, options).withHeap(CLIENT_HEAP_MIB).spread(file, places);
    System.out.printf(
        "memory: %d GiB between two clients with -Xmx%dm: %.0f s, %s%n",
        gib, CLIENT_HEAP_MIB, spread.last(), spread.note());
  }
}
