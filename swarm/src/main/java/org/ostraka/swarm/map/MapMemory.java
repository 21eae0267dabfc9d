package org.ostraka.swarm.map;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ostraka.base.AtomicFiles;
import org.ostraka.base.Disk;
import org.ostraka.base.Fault;
import org.ostraka.base.FileDisk;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.MapMessage;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.Ownership;

/**
 * What a mapping server remembers across restarts.
 *
 * <pre>
 * directory/
 *   node          the installation's number, 8 hex digits
 *   incarnation   that of the last start
 *   ownerships    72 octets each: file key, ownership
 *   servers       one HOST:PORT a line
 * </pre>
 */
final class MapMemory {
  private static final int ENTRY = FileKey.BYTES + Ownership.BYTES;
  private static final int MAX_ENTRIES = 4_000_000;
  private static final int MAX_TEXT = 1 << 20;

  private final Path directory;
  private final Disk disk = FileDisk.ownerOnly();
  private final AtomicFiles files = new AtomicFiles(disk);

  MapMemory(Path directory) throws IOException {
    this.directory = directory;
    disk.createDirectories(directory);
  }

  /** The installation's part of the node identifier: drawn once. */
  int installation() throws IOException, Fault {
    Path file = directory.resolve("node");
    if (!disk.exists(file)) {
      int drawn = NodeId.drawInstallation(new SecureRandom());
      files.replace(file, "%08x%n".formatted(drawn).getBytes(StandardCharsets.US_ASCII));
    }
    return Integer.parseUnsignedInt(text("node").strip(), 16);
  }

  /** A number greater than at each earlier start, kept before it is used. */
  long nextIncarnation(long nowMillis) throws IOException, Fault {
    String last = text("incarnation").strip();
    long next = Math.max(nowMillis, last.isEmpty() ? 0 : Long.parseLong(last) + 1);
    files.replace(
        directory.resolve("incarnation"),
        "%d%n".formatted(next).getBytes(StandardCharsets.US_ASCII));
    return next;
  }

  private String text(String name) throws IOException, Fault {
    Path file = directory.resolve(name);
    return disk.exists(file) ? new String(files.read(file, MAX_TEXT), StandardCharsets.UTF_8) : "";
  }

  Map<FileKey, Ownership> ownerships() throws IOException, Fault {
    Path file = directory.resolve("ownerships");
    Map<FileKey, Ownership> ownerships = new HashMap<>();
    if (disk.exists(file)) {
      ByteBuffer octets = ByteBuffer.wrap(files.read(file, MAX_ENTRIES * ENTRY));
      while (octets.remaining() >= ENTRY) {
        FileKey key = FileKey.readFrom(octets);
        ownerships.put(key, Ownership.readFrom(octets));
      }
    }
    return ownerships;
  }

  List<Endpoint> servers() throws IOException, Fault {
    List<Endpoint> servers = new ArrayList<>();
    for (String line : text("servers").lines().toList()) {
      servers.add(Endpoint.parse(line));
    }
    return servers;
  }

  void keep(Map<FileKey, Ownership> ownerships) throws IOException {
    ByteBuffer octets = ByteBuffer.allocate(Math.multiplyExact(ownerships.size(), ENTRY));
    ownerships.forEach((key, ownership) -> {
      key.writeTo(octets);
      ownership.writeTo(octets);
    });
    files.replace(directory.resolve("ownerships"), octets.array());
  }

  void keep(List<MapMessage.ServerEntry> servers) throws IOException {
    StringBuilder lines = new StringBuilder();
    servers.stream().skip(1).forEach(server -> lines.append(server.endpoint()).append('\n'));
    files.replace(directory.resolve("servers"), lines.toString().getBytes(StandardCharsets.UTF_8));
  }
}
