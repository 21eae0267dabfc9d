package org.ostraka.app.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.ostraka.base.Fault;
import org.ostraka.sync.web.HubServer;

/**
 * Files that travel from one desk over a hub to another: so many that the compiler knows what
 * encrypting, hashing and small files are made of. It comes to a cipher's inner loop only after
 * thousands of records of 16 KiB.
 */
final class RehearsedTransfer {
  static final String REPOSITORY = "docs";
  private static final String USER = "someone";
  private static final String PASSWORD = "a password of the rehearsal";
  private static final int LARGE_MIB = 192;
  private static final int FILES = 2_000;
  private static final int MOST_BYTES = 32 << 10;

  private final Path folder;
  private final HubServer hub;
  private final Commands commands;
  private final Random random = new Random(1);

  /** Runs a command in this process. */
  @FunctionalInterface
  interface Commands {
    void run(InputStream input, Object... line) throws Fault;
  }

  /**
   * @param folder the hub's, whose neighbours the desks are
   */
  RehearsedTransfer(Path folder, HubServer hub, Commands commands) {
    this.folder = folder;
    this.hub = hub;
    this.commands = commands;
  }

  void make() throws Fault, IOException {
    run(PASSWORD, "hub", "user", "add", USER, "--password-stdin", "--dir", folder);
    run("", "hub", "grant", REPOSITORY, USER, "write", "--dir", folder);
    Path one = desk("one");
    Path other = desk("other");
    fill(one);
    sync(one);
    sync(other);
  }

  private Path desk(String name) throws Fault, IOException {
    Path synced = Files.createDirectory(folder.resolveSibling(name));
    Path home = home(synced);
    String address = "https://127.0.0.1:" + hub.port();
    String print = hub.fingerprint();
    run(
        PASSWORD,
        "sync",
        "login",
        address,
        "--user",
        USER,
        "--desk",
        name,
        "--home",
        home,
        "--fingerprint",
        print);
    run("", "sync", "add", synced, REPOSITORY, "--home", home);
    return synced;
  }

  private static Path home(Path synced) {
    return synced.resolveSibling(synced.getFileName() + "-home");
  }

  private void sync(Path synced) throws Fault {
    run("", "sync", "run", "--once", "--home", home(synced));
  }

  private void fill(Path synced) throws IOException {
    byte[] portion = new byte[1 << 20];
    try (OutputStream large = Files.newOutputStream(synced.resolve("large"))) {
      for (int at = 0; at < LARGE_MIB; at++) {
        random.nextBytes(portion);
        large.write(portion);
      }
    }
    Path small = Files.createDirectory(synced.resolve("small"));
    for (int number = 0; number < FILES; number++) {
      byte[] content = new byte[random.nextInt(MOST_BYTES)];
      random.nextBytes(content);
      Files.write(small.resolve("f" + number), content);
    }
  }

  private void run(String input, Object... line) throws Fault {
    commands.run(new ByteArrayInputStream((input + "\n").getBytes(UTF_8)), line);
  }
}
