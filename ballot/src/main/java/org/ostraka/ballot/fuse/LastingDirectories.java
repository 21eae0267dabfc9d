package org.ostraka.ballot.fuse;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;

/**
 * Lets the kernel remember directories, which stay what they are for ever, and nothing else: it
 * would ask for the directory again with each file that is created in it, and that is one message
 * in six.
 *
 * <p>libfuse's paths know one time for all names. The answer to a lookup of a directory is altered
 * on its way to the kernel therefore, see {@code struct fuse_entry_out} in {@code linux/fuse.h}.
 */
@SuppressWarnings("restricted") // a callback of libfuse is native by nature
final class LastingDirectories {

  /** Versions of libfuse whose answers can be seen, and that need no further argument for it. */
  private static final int FIRST_VERSION = 312;

  private static final int LAST_VERSION = 316;

  private static final long A_DAY_SECONDS = 86_400;

  private static final long PART_BASE = 0;
  private static final long PART_LENGTH = 8;
  private static final long PARTS_BYTES = 32;

  /** An answer has a header of 16 bytes and, if it is a lookup's, these as its second part. */
  private static final long ENTRY_BYTES = 128;

  private static final long ENTRY_VALID = 16;
  private static final long ATTRIBUTES_VALID = 24;

  private static final Linker LINKER = Linker.nativeLinker();

  /** Whether the answer that this thread gives next is about a directory. */
  private static final ThreadLocal<Boolean> IS_NEXT = ThreadLocal.withInitial(() -> false);

  private static final MethodHandle WRITE =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("writev"),
          FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));

  private LastingDirectories() {}

  /**
   * Has the answers of the session that is being opened pass by here, if this version of libfuse
   * allows it. Called by the only thread that serves the session so far.
   */
  static void begin(Path library) {
    SymbolLookup fuse = SymbolLookup.libraryLookup(library, Arena.global());
    try {
      int version = (int) call(fuse, "fuse_version", FunctionDescriptor.of(JAVA_INT)).invokeExact();
      if (version >= FIRST_VERSION && version <= LAST_VERSION) {
        passBy(fuse);
      }
    } catch (Throwable e) {
      throw new IllegalStateException("libfuse is not the version this was written for", e);
    }
  }

  private static MethodHandle call(SymbolLookup library, String name, FunctionDescriptor shape) {
    return LINKER.downcallHandle(library.findOrThrow(name), shape);
  }

  private static void passBy(SymbolLookup fuse) throws Throwable {
    MethodHandle contextOf = call(fuse, "fuse_get_context", FunctionDescriptor.of(ADDRESS));
    MethodHandle sessionOf =
        call(fuse, "fuse_get_session", FunctionDescriptor.of(ADDRESS, ADDRESS));
    MethodHandle deviceOf = call(fuse, "fuse_session_fd", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    MethodHandle custom =
        call(
            fuse,
            "fuse_session_custom_io",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
    MemorySegment context = (MemorySegment) contextOf.invokeExact();
    MemorySegment mounted = context.reinterpret(ADDRESS.byteSize()).get(ADDRESS, 0);
    MemorySegment session = (MemorySegment) sessionOf.invokeExact(mounted);
    int device = (int) deviceOf.invokeExact(session);
    try (Arena arena = Arena.ofConfined()) {
      int error = (int) custom.invokeExact(session, writeAndRead(arena), device);
      if (error != 0) {
        throw new IllegalStateException("error " + -error);
      }
    }
  }

  /** {@code struct fuse_custom_io}: our writev, the system's read, and no pipes. */
  private static MemorySegment writeAndRead(Arena arena) {
    MemorySegment io = arena.allocate(4 * ADDRESS.byteSize(), ADDRESS.byteAlignment());
    io.setAtIndex(ADDRESS, 0, Answer.STUB);
    io.setAtIndex(ADDRESS, 1, LINKER.defaultLookup().findOrThrow("read"));
    return io;
  }

  /** Says that the answer which this thread gives next is about a directory. */
  static void isNext() {
    IS_NEXT.set(true);
  }

  /** What libfuse calls to write an answer; made when the first election is mounted. */
  private static final class Answer {
    static final MemorySegment STUB = stub();

    private static MemorySegment stub() {
      FunctionDescriptor shape =
          FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
      try {
        MethodHandle answer =
            MethodHandles.lookup()
                .findStatic(LastingDirectories.class, "answer", shape.toMethodType());
        return LINKER.upcallStub(answer, shape, Arena.global());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @SuppressWarnings("unused") // libfuse calls it
  private static long answer(int device, MemorySegment parts, int count, MemorySegment data) {
    if (IS_NEXT.get()) {
      IS_NEXT.set(false);
      if (count == 2) {
        prolong(parts.reinterpret(PARTS_BYTES));
      }
    }
    try {
      return (long) WRITE.invokeExact(device, parts, count);
    } catch (Throwable e) {
      throw new IllegalStateException("writev(2) does not throw", e);
    }
  }

  /** Makes the answer last, if it is one to a lookup: two {@code struct iovec}. */
  static void prolong(MemorySegment parts) {
    MemorySegment second = parts.asSlice(PARTS_BYTES / 2);
    if (second.get(JAVA_LONG, PART_LENGTH) == ENTRY_BYTES) {
      MemorySegment entry = second.get(ADDRESS, PART_BASE).reinterpret(ENTRY_BYTES);
      entry.set(JAVA_LONG, ENTRY_VALID, A_DAY_SECONDS);
      entry.set(JAVA_LONG, ATTRIBUTES_VALID, A_DAY_SECONDS);
    }
  }
}
