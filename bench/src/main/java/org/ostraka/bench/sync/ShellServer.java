package org.ostraka.bench.sync;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ostraka.bench.Subprocess;

/**
 * An SSH server of this machine, with keys that are made for it.
 *
 * @param command the client that reaches it, as rsync wants it
 */
record ShellServer(Subprocess process, String command) {
  private static final String SERVER = "sshd";
  private static final String FOLDER = "/usr/sbin";

  static Optional<String> missingPackage() {
    return Subprocess.find(SERVER, FOLDER).isPresent()
        ? Optional.empty()
        : Optional.of("openssh-server");
  }

  /** Starts it. */
  static ShellServer start(Path folder) throws IOException, InterruptedException {
    Path program = Subprocess.find(SERVER, FOLDER).orElseThrow(() -> new IOException("no sshd"));
    int port = Subprocess.freePort();
    Path hostKey = key(folder, "host-key");
    Path userKey = key(folder, "user-key");
    Path configuration =
        Files.writeString(
            folder.resolve("sshd_config"),
            """
            ListenAddress 127.0.0.1:%d
            HostKey %s
            AuthorizedKeysFile %s.pub
            PasswordAuthentication no
            PermitRootLogin prohibit-password
            StrictModes no
            UsePAM no
            PidFile none
            """
                .formatted(port, hostKey, userKey));
    if (System.getProperty("user.name").equals("root")) {
      // Debian makes it when its own server starts; ours does not start without it.
      Path _ = Files.createDirectories(Path.of("/run/sshd"));
    }
    Subprocess process =
        Subprocess.start(
            List.of(program.toString(), "-D", "-e", "-f", configuration.toString()),
            folder,
            folder.resolve("sshd.log"));
    String command =
        "ssh -p %d -i %s -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"
            .formatted(port, userKey);
    return new ShellServer(process, command);
  }

  private static Path key(Path folder, String name) throws IOException, InterruptedException {
    Path key = folder.resolve(name);
    String _ =
        Subprocess.run(
            List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString()));
    return key;
  }
}
