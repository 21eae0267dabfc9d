package org.ostraka.ballot.fuse;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.cryptomator.jfuse.api.FileInfo;
import org.cryptomator.jfuse.api.Fuse;
import org.cryptomator.jfuse.api.Stat;
import org.cryptomator.jfuse.api.Statvfs;

/**
 * Reaches what libfuse has and jfuse 0.7.3 does not offer, through the native memory that its
 * objects keep to themselves. Without the callbacks link(2) and mknod(2) would answer "function not
 * implemented", without {@code st_blocks} GNU tar takes a ballot for a file of holes only, without
 * {@code f_files} {@code df -i} shows no voters.
 *
 * <p>Offsets are those of libfuse 3 and of glibc on 64-bit Linux, the same on x86-64 and aarch64.
 */
final class JfuseGaps {
  private static final long OPERATIONS_MKNOD = 16;
  private static final long OPERATIONS_LINK = 64;
  private static final long FILE_INFO_BITS = 4;
  private static final int DIRECT_IO = 1 << 1;
  private static final long STAT_BLOCKS = 64;
  private static final long STATVFS_FILES = 40;
  private static final long STATVFS_FFREE = 48;
  private static final long STATVFS_FAVAIL = 56;

  private static final FunctionDescriptor LINK =
      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
  private static final FunctionDescriptor MKNOD =
      FunctionDescriptor.of(
          ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG);

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  /** The accessor {@code segment()} of each of jfuse's records, found once for each class. */
  private static final ClassValue<MethodHandle> SEGMENT =
      new ClassValue<>() {
        @Override
        protected MethodHandle computeValue(Class<?> record) {
          return segmentOf(record);
        }
      };

  private JfuseGaps() {}

  private static MethodHandle segmentOf(Class<?> record) {
    try {
      return MethodHandles.privateLookupIn(record, LOOKUP)
          .findVirtual(record, "segment", MethodType.methodType(MemorySegment.class))
          .asType(MethodType.methodType(MemorySegment.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw otherVersion(e);
    }
  }

  private static IllegalStateException otherVersion(ReflectiveOperationException cause) {
    return new IllegalStateException("jfuse is not the version this was written for", cause);
  }

  /** Makes the kernel pass every read and write of this descriptor on, and keep no content. */
  static void bypassKernelCache(FileInfo file) {
    MemorySegment segment = segment(file);
    int bits = segment.get(ValueLayout.JAVA_INT, FILE_INFO_BITS);
    segment.set(ValueLayout.JAVA_INT, FILE_INFO_BITS, bits | DIRECT_IO);
  }

  static void setBlocks(Stat stat, long blocks) {
    segment(stat).set(ValueLayout.JAVA_LONG, STAT_BLOCKS, blocks);
  }

  static void setFiles(Statvfs statvfs, long all, long free) {
    MemorySegment segment = segment(statvfs);
    segment.set(ValueLayout.JAVA_LONG, STATVFS_FILES, all);
    segment.set(ValueLayout.JAVA_LONG, STATVFS_FFREE, free);
    segment.set(ValueLayout.JAVA_LONG, STATVFS_FAVAIL, free);
  }

  private static MemorySegment segment(Object record) {
    try {
      return (MemorySegment) SEGMENT.get(record.getClass()).invokeExact(record);
    } catch (Throwable e) {
      throw new IllegalStateException("an accessor of a record does not throw", e);
    }
  }

  /** Makes link(2) and mknod(2) answer EPERM; to be called before mounting. */
  static void refuseLinkAndMknod(Fuse fuse) {
    try {
      MethodHandles.Lookup inside = MethodHandles.privateLookupIn(Fuse.class, LOOKUP);
      MemorySegment operations =
          (MemorySegment)
              inside
                  .findVarHandle(Fuse.class, "fuseOperationsStruct", MemorySegment.class)
                  .get(fuse);
      Arena arena = (Arena) inside.findVarHandle(Fuse.class, "fuseArena", Arena.class).get(fuse);
      operations.set(ValueLayout.ADDRESS, OPERATIONS_LINK, refusal(arena, LINK));
      operations.set(ValueLayout.ADDRESS, OPERATIONS_MKNOD, refusal(arena, MKNOD));
    } catch (ReflectiveOperationException e) {
      throw otherVersion(e);
    }
  }

  /** libfuse's own structure of what is mounted. */
  static MemorySegment nativeHandle(Fuse fuse) {
    try {
      AtomicReference<?> mount =
          (AtomicReference<?>)
              MethodHandles.privateLookupIn(Fuse.class, LOOKUP)
                  .findVarHandle(Fuse.class, "mount", AtomicReference.class)
                  .get(fuse);
      Object mounted = Objects.requireNonNull(mount.get());
      return (MemorySegment)
          MethodHandles.privateLookupIn(mounted.getClass(), LOOKUP)
              .findVirtual(mounted.getClass(), "fuse", MethodType.methodType(MemorySegment.class))
              .invoke(mounted);
    } catch (ReflectiveOperationException e) {
      throw otherVersion(e);
    } catch (Throwable e) {
      throw new IllegalStateException("an accessor of a record does not throw", e);
    }
  }

  /** A callback of the given shape that answers EPERM whatever it is given. */
  @SuppressWarnings("restricted") // a callback of libfuse is native by nature
  private static MemorySegment refusal(Arena arena, FunctionDescriptor shape) {
    MethodHandle refused = MethodHandles.constant(int.class, WriteOnceOperations.REFUSED);
    MethodHandle callback =
        MethodHandles.dropArguments(refused, 0, shape.toMethodType().parameterList());
    return Linker.nativeLinker().upcallStub(callback, shape, arena);
  }
}
