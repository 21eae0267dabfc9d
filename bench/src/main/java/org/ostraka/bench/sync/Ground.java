package org.ostraka.bench.sync;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Two folders: makes files in the first and waits for them in the second. Large contents are made
 * outside and renamed into the folder, so that the writing is not counted.
 */
final class Ground {
  private static final long POLL_NANOS = 200_000;
  private static final long SLOW_POLL_NANOS = 5_000_000;
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final int IN_A_FOLDER = 500;
  private static final int MIB = 1 << 20;

  private final Path outside;
  private final Path one;
  private final Path other;
  private final Random random = new Random(1);

  Ground(Path folder) throws IOException {
    this.outside = folder;
    this.one = Files.createDirectories(folder.resolve("one"));
    this.other = Files.createDirectories(folder.resolve("other"));
  }

  Path one() {
    return one;
  }

  Path other() {
    return other;
  }

  /** Waits until a file of the first folder is in the second: the programs are at work then. */
  static void awaitAnswer(Path one, Path other, Pair.Running running)
      throws IOException, InterruptedException {
    Path answer = other.resolve("probe");
    Files.writeString(one.resolve("probe"), "ready?");
    for (int tries = 0; !Files.exists(answer); tries++) {
      if (tries == 600) {
        running.close();
        throw new IOException("nothing arrives in " + other + " within a minute");
      }
      try {
        running.nudge();
      } catch (IOException _) {
        // It is not ready to be told.
      }
      Thread.sleep(100);
    }
  }

  /** Writes one file and waits for it; returns the nanoseconds from its closing on. */
  long save(Pair.Running running, String folder, String name, int bytes)
      throws IOException, InterruptedException {
    byte[] content = new byte[bytes];
    random.nextBytes(content);
    Files.write(Files.createDirectories(one.resolve(folder)).resolve(name), content);
    long start = System.nanoTime();
    running.nudge();
    Path target = other.resolve(folder).resolve(name);
    await(() -> target.toFile().length() == bytes, POLL_NANOS);
    return System.nanoTime() - start;
  }

  /** Waits a moment: people do not save in the very moment in which the last file arrived. */
  void breathe() throws InterruptedException {
    Thread.sleep(20 + random.nextInt(60));
  }

  /** What was done, in how many seconds. */
  record Done(long bytes, double seconds) {}

  /**
   * Writes many files and waits for all.
   *
   * @param sizes of the files, in bytes
   */
  Done saveMany(Pair.Running running, String name, int files, Sizes sizes)
      throws IOException, InterruptedException {
    long bytes = 0;
    long start = System.nanoTime();
    for (int number = 0; number < files; number++) {
      Path in = one.resolve(name).resolve("d" + number / IN_A_FOLDER);
      if (number % IN_A_FOLDER == 0) {
        Files.createDirectories(in);
      }
      byte[] content = new byte[sizes.next(random)];
      random.nextBytes(content);
      Files.write(in.resolve("f" + number), content);
      bytes += content.length;
    }
    running.nudge();
    awaitAll(name, files);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Done(bytes, seconds);
  }

  /** How large the next file is to be. */
  @FunctionalInterface
  interface Sizes {
    int next(Random random);
  }

  /** Folder by folder, so that looking costs little; files in the making begin with a dot. */
  private void awaitAll(String name, int files) throws IOException {
    for (int from = 0; from < files; from += IN_A_FOLDER) {
      Path in = other.resolve(name).resolve("d" + from / IN_A_FOLDER);
      int expected = Math.min(IN_A_FOLDER, files - from);
      await(() -> finished(in) == expected, SLOW_POLL_NANOS);
    }
  }

  private static long finished(Path folder) {
    String[] names = folder.toFile().list();
    return names == null ? 0 : Stream.of(names).filter(it -> !it.startsWith(".")).count();
  }

  /** Makes a file of random bytes outside of both folders. */
  Path content(String name, int mib) throws IOException {
    Path file = outside.resolve(name);
    byte[] portion = new byte[MIB];
    try (OutputStream to = Files.newOutputStream(file)) {
      for (int at = 0; at < mib; at++) {
        random.nextBytes(portion);
        to.write(portion);
      }
    }
    return onDisk(file);
  }

  /**
   * Else the system would go on writing it for seconds while it is being measured how it travels.
   */
  private static Path onDisk(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    return file;
  }

  /** Makes a file outside that is another of the first folder with a byte at its head. */
  Path longer(String name, String than) throws IOException {
    Path file = outside.resolve(name);
    try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(file), MIB)) {
      to.write('x');
      Files.copy(one.resolve(than), to);
    }
    return onDisk(file);
  }

  /**
   * Renames a file into the folder, over the one that has its name, as programs save; waits until
   * all of it has arrived. Returns the seconds.
   */
  double bring(Pair.Running running, Path file, String name)
      throws IOException, InterruptedException {
    long bytes = Files.size(file);
    Path target = other.resolve(name);
    long start = System.nanoTime();
    Files.move(file, one.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    running.nudge();
    await(() -> target.toFile().length() == bytes, SLOW_POLL_NANOS);
    return (System.nanoTime() - start) / 1e9;
  }

  /** Renames a folder with all its files, waits for the same; returns the seconds. */
  double move(Pair.Running running, String from, String to, int files)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Files.move(one.resolve(from), one.resolve(to));
    running.nudge();
    awaitAll(to, files);
    await(() -> !Files.exists(other.resolve(from)), SLOW_POLL_NANOS);
    return (System.nanoTime() - start) / 1e9;
  }

  /** Removes a file here and waits until it is gone there. */
  void remove(Pair.Running running, String name) throws IOException, InterruptedException {
    Files.delete(one.resolve(name));
    running.nudge();
    await(() -> !Files.exists(other.resolve(name)), SLOW_POLL_NANOS);
  }

  /** Fails unless the second folder has every file of the first, byte for byte. */
  void requireEqual(String name) throws IOException {
    try (Stream<Path> all = Files.walk(one.resolve(name))) {
      for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        requireEqual(file, other.resolve(one.relativize(file)));
      }
    }
  }

  private static void requireEqual(Path file, Path there) throws IOException {
    try {
      if (Files.mismatch(file, there) < 0) {
        return;
      }
    } catch (NoSuchFileException _) {
      // The same is said of it.
    }
    throw new IOException(there + " is not what " + file + " is");
  }

  private static void await(BooleanSupplier condition, long pollNanos) throws IOException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new IOException("it does not arrive within ten minutes");
      }
      LockSupport.parkNanos(pollNanos);
    }
  }
}
