package org.ostraka.ballot.fuse;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * libfuse 3 and its mount helper as this machine has them.
 *
 * @param file the shared library
 * @param helper the program {@code fusermount3}, which unmounts
 */
record FuseLibrary(Path file, Path helper) {
  private static final Path DEVICE = Path.of("/dev/fuse");
  private static final List<String> LIBRARY_FOLDERS =
      List.of(
          "/usr/lib/x86_64-linux-gnu",
          "/usr/lib/aarch64-linux-gnu",
          "/lib/x86_64-linux-gnu",
          "/lib/aarch64-linux-gnu",
          "/usr/lib64",
          "/lib64",
          "/usr/lib",
          "/lib",
          "/usr/local/lib64",
          "/usr/local/lib");
  private static final List<String> LIBRARY_NAMES = List.of("libfuse3.so.3", "libfuse3.so.4");
  private static final List<String> PROGRAM_FOLDERS =
      List.of("/usr/bin", "/bin", "/usr/local/bin", "/usr/sbin", "/sbin");

  /** The first version that can be told how many threads it may start. */
  private static final int LIMITS_THREADS = 312;

  /** Creations that wait for the disk at the same time; each takes a thread of libfuse. */
  private static final int THREADS = 64;

  /**
   * Finds what a mount needs.
   *
   * @throws Fault {@code fuse-missing}, {@code fuse-device}; the message says what to install
   */
  static FuseLibrary find() throws Fault {
    requireUsable(DEVICE);
    return new FuseLibrary(
        find(LIBRARY_NAMES, LIBRARY_FOLDERS), find(List.of("fusermount3"), PROGRAM_FOLDERS));
  }

  /** The first of the names that stands in any of the folders. */
  static Path find(List<String> names, List<String> folders) throws Fault {
    Optional<Path> found =
        names.stream().flatMap(name -> in(folders, name)).filter(Files::isReadable).findFirst();
    return found.orElseThrow(() -> missing(names.getFirst()));
  }

  private static Stream<Path> in(List<String> folders, String name) {
    return folders.stream().map(folder -> Path.of(folder, name));
  }

  private static Fault missing(String name) {
    return new Fault(
        FaultKind.NOT_FOUND,
        "fuse-missing",
        name + " is not installed: mounting needs FUSE 3 (on Debian: apt-get install fuse3)");
  }

  static void requireUsable(Path device) throws Fault {
    try (FileChannel _ =
        FileChannel.open(device, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      // It can be opened, and that is all a mount needs of it.
    } catch (IOException e) {
      throw new Fault(
          FaultKind.ACCESS_DENIED,
          "fuse-device",
          device
              + " cannot be opened: load the kernel's module (modprobe fuse), give this user"
              + " access to it, or start the container with --device /dev/fuse",
          e);
    }
  }

  /** The option that allows {@link #THREADS} threads, as far as this version has one. */
  List<String> threadOptions() {
    return version() >= LIMITS_THREADS ? List.of("max_threads=" + THREADS) : List.of();
  }

  /** Whether a process is the helper that unmounts a mount point when this process is killed. */
  boolean isWatcher(ProcessHandle process, MountPoint point) {
    ProcessHandle.Info info = process.info();
    List<String> arguments = List.of(info.arguments().orElse(new String[0]));
    return info.command().orElse("").endsWith("/" + helper.getFileName())
        && arguments.stream().anyMatch(argument -> argument.contains("auto_unmount"))
        && arguments.getLast().equals(point.path().toString());
  }

  /** Runs the helper on a mount point; returns whether it did what the flags say. */
  boolean unmount(Path point, String... flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(helper.toString()));
    command.addAll(List.of(flags));
    command.addAll(List.of("--", point.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor() == 0;
  }

  @SuppressWarnings("restricted") // asking a native library for its version calls native code
  private int version() {
    try (Arena arena = Arena.ofConfined()) {
      return (int)
          Linker.nativeLinker()
              .downcallHandle(
                  SymbolLookup.libraryLookup(file, arena).findOrThrow("fuse_version"),
                  FunctionDescriptor.of(ValueLayout.JAVA_INT))
              .invokeExact();
    } catch (Throwable e) {
      throw new IllegalStateException("fuse_version of " + file + " does not fail", e);
    }
  }
}
