package org.ostraka.base.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.Set;
import org.ostraka.base.AtomicFiles;
import org.ostraka.base.Disk;
import org.ostraka.base.DiskFaults;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.FileDisk;

/** The PEM files of one directory; the directory and all that is written there is its owner's. */
final class IdentityFiles {
  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rwx------");

  private final Disk disk = FileDisk.ownerOnly();
  private final AtomicFiles files = new AtomicFiles(disk);
  private final Path directory;

  private IdentityFiles(Path directory) {
    this.directory = directory;
  }

  static IdentityFiles in(Path directory) {
    return new IdentityFiles(directory);
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  void ensureKey(String name, PrivateKey key) throws Fault {
    ensure(name, Pem.PRIVATE_KEY.encode(key.getEncoded()));
  }

  void ensureCertificate(String name, X509Certificate certificate) throws Fault {
    try {
      ensure(name, Pem.CERTIFICATE.encode(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate in memory has its encoding", e);
    }
  }

  private void ensure(String name, byte[] pem) throws Fault {
    try {
      disk.createDirectories(directory);
      files.ensure(path(name), pem);
    } catch (IOException e) {
      throw DiskFaults.of(e, path(name));
    }
  }

  X509Certificate certificate(String name) throws Fault {
    return Certificates.parse(Pem.CERTIFICATE.decode(read(name), path(name)), path(name));
  }

  /** The private key of this certificate: readable by its owner only, or it is refused. */
  PrivateKey keyOf(String name, X509Certificate certificate) throws Fault {
    Path file = path(name);
    byte[] pem = read(name);
    requireSecret(file);
    PrivateKey key = Keys.parse(Pem.PRIVATE_KEY.decode(pem, file), file);
    if (!Keys.match(key, certificate.getPublicKey())) {
      throw Certificates.refused(
          "wrong-key",
          file + " is not the key of the certificate beside it: put the two that belong together");
    }
    return key;
  }

  private byte[] read(String name) throws Fault {
    try {
      return files.read(path(name), Pem.MAX_BYTES);
    } catch (IOException e) {
      throw DiskFaults.of(e, path(name));
    }
  }

  private static void requireSecret(Path file) throws Fault {
    Set<PosixFilePermission> others = permissions(file);
    others.removeAll(OWNERS);
    if (!others.isEmpty()) {
      throw new Fault(
          FaultKind.NOT_PERMITTED,
          "key-exposed",
          "%s can be used by others than its owner: chmod 600 %s, and have it issued anew if "
                  .formatted(file, file)
              + "somebody may have read it");
    }
  }

  private static Set<PosixFilePermission> permissions(Path file) throws Fault {
    try {
      return EnumSet.copyOf(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw DiskFaults.of(e, file);
    }
  }
}
