package org.ostraka.base;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The few calls of Linux's C library that Java has no words for. On systems that lack one, its
 * method says so and does nothing.
 */
final class SystemCalls {

  /** O_RDONLY with O_CLOEXEC: the same number on every Linux that Java runs on. */
  private static final int READ = 0x80000;

  private static final int PRIO_PROCESS = 0;
  private static final int THIS_THREAD = 0;

  private static final @Nullable MethodHandle OPEN = handleOrNull("open", ADDRESS, JAVA_INT);
  private static final @Nullable MethodHandle CLOSE = handleOrNull("close", JAVA_INT);
  private static final @Nullable MethodHandle SYNCFS = handleOrNull("syncfs", JAVA_INT);
  private static final @Nullable MethodHandle SETPRIORITY =
      handleOrNull("setpriority", JAVA_INT, JAVA_INT, JAVA_INT);

  private SystemCalls() {}

  @SuppressWarnings("restricted") // what Java has no words for is native by nature
  private static @Nullable MethodHandle handleOrNull(String name, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find(name)
        .map(at -> linker.downcallHandle(at, FunctionDescriptor.of(JAVA_INT, arguments)))
        .orElse(null);
  }

  /**
   * Makes durable all that was written in the file system that the directory is in: syncfs(2),
   * which tells of failed writes since Linux 5.8.
   *
   * @return false if this system has no such call
   * @throws IOException if the directory cannot be opened or something could not be written
   */
  static boolean syncFileSystem(Path directory) throws IOException {
    if (OPEN == null || SYNCFS == null || CLOSE == null) {
      return false;
    }
    int descriptor = open(OPEN, directory);
    try {
      if (call(SYNCFS, descriptor) != 0) {
        throw new IOException("the file system of " + directory + " could not be made durable");
      }
    } finally {
      int _ = call(CLOSE, descriptor);
    }
    return true;
  }

  private static int open(MethodHandle open, Path directory) throws IOException {
    int descriptor;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom(directory.toString());
      descriptor = (int) open.invokeExact(path, READ);
    } catch (Throwable e) {
      throw unexpected(e);
    }
    if (descriptor < 0) {
      throw new IOException(directory + " cannot be opened");
    }
    return descriptor;
  }

  private static int call(MethodHandle handle, int argument) {
    try {
      return (int) handle.invokeExact(argument);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** Gives the calling thread this nice value; false if the system does not. */
  static boolean beNice(int nice) {
    if (SETPRIORITY == null) {
      return false;
    }
    try {
      return (int) SETPRIORITY.invokeExact(PRIO_PROCESS, THIS_THREAD, nice) == 0;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /** A call of C throws nothing of its own. */
  private static IllegalStateException unexpected(Throwable e) {
    return new IllegalStateException("a call of the system broke", e);
  }
}
