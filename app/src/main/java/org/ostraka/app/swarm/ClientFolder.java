package org.ostraka.app.swarm;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.AtomicFiles;
import org.ostraka.base.Fault;
import org.ostraka.base.FileDisk;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.NodeId;
import org.ostraka.swarm.store.Library;

/**
 * The folder of a client.
 *
 * <pre>
 * DIR/
 *   identity/     key and certificate
 *   node          the installation's number, 8 hex digits
 *   servers       mapping servers, one HOST:PORT a line
 *   files/        the library
 *   lock          held by the client that stays and serves
 *   status.json   what it does, written once a second
 * </pre>
 */
final class ClientFolder implements Closeable {
  private static final int MAX_TEXT = 64 * 1024;
  private static final int MAX_SERVERS = 256;

  private final Path directory;
  private final FileDisk disk = FileDisk.ownerOnly();
  private final AtomicFiles files = new AtomicFiles(disk);
  private final Library library;
  private @Nullable FileChannel lock;

  ClientFolder(Path directory) throws IOException {
    this.directory = directory;
    disk.createDirectories(directory);
    this.library = new Library(directory.resolve("files"));
  }

  Path directory() {
    return directory;
  }

  Library library() {
    return library;
  }

  Path statusFile() {
    return directory.resolve("status.json");
  }

  /** Becomes the one client that stays and serves here; false if there is one already. */
  boolean lock() throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lockOrNull(channel) == null) {
      channel.close();
      return false;
    }
    lock = channel;
    return true;
  }

  private static @Nullable FileLock lockOrNull(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  /** The installation's number for the client that has the lock; a passing one for any other. */
  int installation() throws IOException, Fault {
    if (lock == null) {
      return NodeId.drawInstallation(new SecureRandom());
    }
    String kept = text("node").strip();
    if (kept.isEmpty()) {
      kept = "%08x".formatted(NodeId.drawInstallation(new SecureRandom()));
      files.replace(directory.resolve("node"), kept.getBytes(StandardCharsets.US_ASCII));
    }
    return Integer.parseUnsignedInt(kept, 16);
  }

  /** The remembered servers and these, which are remembered from now on. */
  List<Endpoint> servers(List<Endpoint> further) throws IOException, Fault {
    Set<Endpoint> all = new LinkedHashSet<>(further);
    for (String line : text("servers").lines().toList()) {
      all.add(Endpoint.parse(line));
    }
    if (!further.isEmpty()) {
      remember(all);
    }
    return new ArrayList<>(all);
  }

  void remember(Iterable<Endpoint> servers) throws IOException {
    StringBuilder lines = new StringBuilder();
    int count = 0;
    for (Endpoint server : servers) {
      if (count++ < MAX_SERVERS) {
        lines.append(server).append('\n');
      }
    }
    files.replace(directory.resolve("servers"), lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private String text(String name) throws IOException, Fault {
    Path file = directory.resolve(name);
    return disk.exists(file) ? new String(files.read(file, MAX_TEXT), StandardCharsets.UTF_8) : "";
  }

  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.close();
    }
  }
}
