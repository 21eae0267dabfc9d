package org.ostraka.sync.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.ostraka.base.AtomicFiles;
import org.ostraka.base.Fault;
import org.ostraka.base.FileDisk;

/**
 * The secret that lets a monitor read the metrics, and do nothing else: {@code DIR/metrics.token},
 * which the first start makes and whoever runs the monitor copies.
 */
final class MonitorToken {
  private static final int LONGEST = 200;

  private final byte[] secret;

  private MonitorToken(byte[] secret) {
    this.secret = secret;
  }

  static MonitorToken in(Path directory) throws IOException, Fault {
    FileDisk disk = FileDisk.ownerOnly();
    Path file = directory.resolve("metrics.token");
    AtomicFiles files = new AtomicFiles(disk);
    if (!disk.exists(file)) {
      files.replace(file, HubServer.randomPassword().getBytes(UTF_8));
    }
    return new MonitorToken(new String(files.read(file, LONGEST), UTF_8).strip().getBytes(UTF_8));
  }

  boolean matches(String token) {
    return secret.length > 0 && MessageDigest.isEqual(secret, token.getBytes(UTF_8));
  }
}
