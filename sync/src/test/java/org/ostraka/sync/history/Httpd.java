package org.ostraka.sync.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.ostraka.base.identity.Identity;

/**
 * Debian's Apache, which gives out the repositories of a folder: by {@code http} and {@code https}
 * to the user {@code ostraka} with the password {@code secret}, and to anybody at {@code /open}.
 */
final class Httpd implements Closeable {
  private static final Path MODULES = Path.of("/usr/lib/apache2/modules");
  private static final List<String> WANTED =
      List.of(
          "mpm_event",
          "authn_core",
          "authn_file",
          "authz_core",
          "authz_user",
          "auth_basic",
          "dav",
          "dav_svn",
          "ssl");

  /** SHA-1 in Base64, which htpasswd would write too. */
  private static final String PASSWORDS = "ostraka:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\n";

  private final Process server;
  private final int plain;
  private final int secure;

  /**
   * Starts it, and returns when it listens.
   *
   * @param home for its own files; whoever it runs as can look into it
   * @param repositories the folder whose repositories it gives out
   * @param identity a folder with a certificate and its key
   */
  Httpd(Path home, Path repositories, Path identity) throws IOException {
    Files.createDirectories(home);
    plain = freePort();
    secure = freePort();
    Path passwords = Files.writeString(home.resolve("passwords"), PASSWORDS);
    Path file = home.resolve("httpd.conf");
    Files.writeString(file, configuration(home, repositories, passwords, identity));
    for (Path read : List.of(home, passwords)) {
      Files.setPosixFilePermissions(read, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    server =
        new ProcessBuilder("/usr/sbin/apache2", "-D", "FOREGROUND", "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("said.txt").toFile())
            .start();
    awaitListening(home);
  }

  private String configuration(Path home, Path repositories, Path passwords, Path identity) {
    StringBuilder text = new StringBuilder();
    WANTED.forEach(module ->
        text.append("LoadModule %s_module %s/mod_%s.so%n".formatted(module, MODULES, module)));
    if (System.getProperty("user.name").equals("root")) {
      text.append("User www-data\nGroup www-data\n");
    }
    text.append(
        """
        ServerRoot %1$s
        DefaultRuntimeDir %1$s
        PidFile %1$s/httpd.pid
        ErrorLog %1$s/error.log
        ServerName 127.0.0.1
        StartServers 1
        Listen 127.0.0.1:%2$d
        Listen 127.0.0.1:%3$d
        Listen 127.0.0.2:%3$d
        <VirtualHost *:%3$d>
          SSLEngine on
          SSLCertificateFile %5$s
          SSLCertificateKeyFile %6$s
        </VirtualHost>
        <Location /svn>
          DAV svn
          SVNParentPath %4$s
          AuthType Basic
          AuthName repositories
          AuthBasicProvider file
          AuthUserFile %7$s
          Require valid-user
        </Location>
        <Location /open>
          DAV svn
          SVNParentPath %4$s
          Require all granted
        </Location>
        """
            .formatted(
                home,
                plain,
                secure,
                repositories,
                identity.resolve(Identity.CERTIFICATE_FILE),
                identity.resolve(Identity.KEY_FILE),
                passwords));
    return text.toString();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private void awaitListening(Path home) throws IOException {
    while (true) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), secure)) {
        return;
      } catch (ConnectException e) {
        if (!server.isAlive()) {
          throw new IOException(Files.readString(home.resolve("said.txt"), UTF_8), e);
        }
        LockSupport.parkNanos(5_000_000);
      }
    }
  }

  URI http(String path) {
    return URI.create("http://127.0.0.1:%d/svn/%s".formatted(plain, path));
  }

  /** At 127.0.0.1, which the certificate names, or at 127.0.0.2, which it does not. */
  URI https(String host, String path) {
    return URI.create("https://%s:%d/svn/%s".formatted(host, secure, path));
  }

  /** For other clients, which show no password. */
  String open(String path) {
    return "http://127.0.0.1:%d/open/%s".formatted(plain, path);
  }

  @Override
  public void close() throws IOException {
    server.destroy();
    try {
      int _ = server.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
