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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cryptomator.jfuse.api.Fuse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few threads that take the kernel's messages for a mount beside libfuse's own one. A flush (and
 * fsync), which has to wait for the disk, is handed to the {@link Committer} and answered when it
 * is done: no thread waits meanwhile. libfuse does everything else, on the thread that received it.
 *
 * <p>libfuse gives a thread to each message that waits. Waking threads, mostly on the other
 * processor, took more time than everything that they did.
 *
 * <p>Messages and answers are laid out as in the kernel's {@code linux/fuse.h}, which never
 * changes.
 */
@SuppressWarnings("restricted") // a callback of libfuse is native by nature
final class Receivers {
  private static final Logger LOG = LoggerFactory.getLogger(Receivers.class);
  static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());
  private static final long END_MILLIS = 5_000;

  private static final int FSYNC = 20;
  private static final int FLUSH = 25;
  private static final long IN_OPCODE = 4;
  private static final long IN_UNIQUE = 8;
  private static final long IN_HANDLE = 40;
  private static final int IN_BYTES = 48;
  private static final int OUT = 16;
  private static final long OUT_ERROR = 4;
  private static final long OUT_UNIQUE = 8;

  private static final long BUFFER = 40;
  private static final long BUFFER_MEMORY = 16;
  private static final long BUFFER_FILE = 24;
  private static final int EINTR = 4;

  private final Calls calls;
  private final MemorySegment session;
  private final MountedElection election;
  private final int device;
  private final List<Thread> threads = new ArrayList<>();

  /** What is called of libfuse for each message, write(2) and free(3). */
  private record Calls(
      MethodHandle receive, MethodHandle process, MethodHandle write, MethodHandle free) {

    static Calls in(SymbolLookup fuse) {
      SymbolLookup c = Linker.nativeLinker().defaultLookup();
      return new Calls(
          call(fuse, "fuse_session_receive_buf", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS)),
          call(fuse, "fuse_session_process_buf", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS)),
          call(c, "write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG)),
          call(c, "free", FunctionDescriptor.ofVoid(ADDRESS)));
    }
  }

  private static MethodHandle call(SymbolLookup library, String name, FunctionDescriptor shape) {
    return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), shape);
  }

  private Receivers(Calls calls, MemorySegment session, int device, MountedElection election) {
    this.calls = calls;
    this.session = session;
    this.device = device;
    this.election = election;
  }

  /** Starts them for an election that is mounted. */
  static Receivers start(Fuse fuse, Path library, MountedElection election) {
    SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
    try {
      MethodHandle sessionOf =
          call(symbols, "fuse_get_session", FunctionDescriptor.of(ADDRESS, ADDRESS));
      MethodHandle deviceOf =
          call(symbols, "fuse_session_fd", FunctionDescriptor.of(JAVA_INT, ADDRESS));
      MemorySegment session = (MemorySegment) sessionOf.invokeExact(JfuseGaps.nativeHandle(fuse));
      int device = (int) deviceOf.invokeExact(session);
      Receivers receivers = new Receivers(Calls.in(symbols), session, device, election);
      receivers.start();
      return receivers;
    } catch (Throwable e) {
      throw new IllegalStateException("libfuse is not the version this was written for", e);
    }
  }

  private void start() {
    for (int at = 0; at < THREADS; at++) {
      threads.add(Thread.ofPlatform().name("ballot-mount-" + at).daemon().start(this::run));
    }
  }

  private void run() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(BUFFER, 8);
      receive(buffer);
      calls.free().invokeExact(buffer.get(ADDRESS, BUFFER_MEMORY));
    } catch (Throwable e) {
      LOG.error("a mount takes fewer messages from now on", e);
    }
  }

  private void receive(MemorySegment buffer) throws Throwable {
    buffer.set(JAVA_INT, BUFFER_FILE, -1);
    while (true) {
      int size = (int) calls.receive().invokeExact(session, buffer);
      if (size == -EINTR) {
        continue;
      }
      if (size <= 0) {
        return;
      }
      MemorySegment message = buffer.get(ADDRESS, BUFFER_MEMORY).reinterpret(size);
      if (!isTaken(message, size)) {
        calls.process().invokeExact(session, buffer);
      }
    }
  }

  private boolean isTaken(MemorySegment message, int size) {
    if (size < IN_BYTES || !isFlush(message.get(JAVA_INT, IN_OPCODE))) {
      return false;
    }
    long unique = message.get(JAVA_LONG, IN_UNIQUE);
    return election.flushLater(
        message.get(JAVA_LONG, IN_HANDLE), failure -> answer(unique, failure));
  }

  private static boolean isFlush(int operation) {
    return operation == FLUSH || operation == FSYNC;
  }

  private void answer(long unique, @Nullable Exception failure) {
    int error = failure == null ? 0 : ErrnoBoundary.numberOf("flush", failure);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(OUT, 8);
      out.set(JAVA_INT, 0, OUT);
      out.set(JAVA_INT, OUT_ERROR, error);
      out.set(JAVA_LONG, OUT_UNIQUE, unique);
      long _ = (long) calls.write().invokeExact(device, out, (long) OUT);
    } catch (Throwable e) {
      throw new IllegalStateException("write(2) does not throw", e);
    }
  }

  /** Waits until they have seen that the mount is gone; false if one of them is still at work. */
  boolean haveEnded() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join(END_MILLIS);
    }
    return threads.stream().noneMatch(Thread::isAlive);
  }
}
