package org.ostraka.ballot.fuse;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The system calls themselves, because Java's files turn error numbers into exceptions. Each call
 * returns what the C function returns, or its negated errno.
 */
final class Posix {
  static final int O_RDONLY = 0;
  static final int O_WRONLY = 1;
  static final int O_RDWR = 2;
  static final int O_CREAT = 0100;
  static final int O_EXCL = 0200;
  static final int O_TRUNC = 01000;
  static final int O_APPEND = 02000;
  static final int AT_FDCWD = -100;
  static final int S_IFIFO = 010000;

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final Map<String, MethodHandle> HANDLES = new ConcurrentHashMap<>();

  private Posix() {}

  static int open(Path path, int flags) {
    return call("open", 2, path.toString(), flags, 0644);
  }

  static int close(int descriptor) {
    return call("close", 0, descriptor);
  }

  static int dup(int descriptor) {
    return call("dup", 0, descriptor);
  }

  static int fsync(int descriptor) {
    return call("fsync", 0, descriptor);
  }

  static int write(int descriptor, String text) {
    return write(descriptor, text.getBytes(StandardCharsets.UTF_8));
  }

  static int write(int descriptor, byte[] bytes) {
    return call("write", 0, descriptor, bytes, (long) bytes.length);
  }

  /** Any other function of the C library; an argument is a text, bytes, an int or a long. */
  static int run(String function, Object... arguments) {
    return call(function, 0, arguments);
  }

  private static int call(String function, int fixedArguments, Object... arguments) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      Object[] all = new Object[arguments.length + 1];
      all[0] = state;
      for (int i = 0; i < arguments.length; i++) {
        all[i + 1] = argument(arena, arguments[i]);
      }
      MethodHandle handle = handle(function, fixedArguments, arguments);
      int result = (int) handle.invoke(all);
      return result < 0 ? -(int) ERRNO.get(state, 0L) : result;
    } catch (Throwable e) {
      throw new AssertionError("calling " + function, e);
    }
  }

  private static Object argument(Arena arena, Object argument) {
    return switch (argument) {
      case String text -> arena.allocateFrom(text);
      case byte[] bytes -> arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
      default -> argument;
    };
  }

  private static MethodHandle handle(String function, int fixedArguments, Object... arguments) {
    return HANDLES.computeIfAbsent(function, name -> link(name, fixedArguments, arguments));
  }

  @SuppressWarnings("restricted") // system calls are native by nature
  private static MethodHandle link(String function, int fixedArguments, Object... arguments) {
    MemoryLayout[] layouts =
        Arrays.stream(arguments).map(Posix::layout).toArray(MemoryLayout[]::new);
    FunctionDescriptor shape = FunctionDescriptor.of(ValueLayout.JAVA_INT, layouts);
    Linker linker = Linker.nativeLinker();
    Linker.Option errno = Linker.Option.captureCallState("errno");
    MemorySegment symbol = linker.defaultLookup().findOrThrow(function);
    MethodHandle handle =
        fixedArguments > 0
            ? linker.downcallHandle(
                symbol, shape, errno, Linker.Option.firstVariadicArg(fixedArguments))
            : linker.downcallHandle(symbol, shape, errno);
    return handle.asSpreader(Object[].class, arguments.length + 1);
  }

  private static MemoryLayout layout(Object argument) {
    return switch (argument) {
      case Integer _ -> ValueLayout.JAVA_INT;
      case Long _ -> ValueLayout.JAVA_LONG;
      default -> ValueLayout.ADDRESS;
    };
  }
}
