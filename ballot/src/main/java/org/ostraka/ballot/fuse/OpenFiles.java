package org.ostraka.ballot.fuse;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * What is open, by the handle number that the kernel gives back with each call. Created files are
 * found by the path they were created under too, because the kernel asks for their attributes by
 * that path for as long as a descriptor is open; with the last descriptor the path is gone.
 */
final class OpenFiles {
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, OpenFile> files = new ConcurrentHashMap<>();
  private final Map<Long, DirectoryCursor> directories = new ConcurrentHashMap<>();
  private final Map<String, CreatedFile> created = new ConcurrentHashMap<>();

  long add(OpenFile file) {
    long handle = numbers.incrementAndGet();
    files.put(handle, file);
    return handle;
  }

  long addCreated(String path, CreatedFile file) {
    created.put(path, file);
    return add(file);
  }

  long add(DirectoryCursor cursor) {
    long handle = numbers.incrementAndGet();
    directories.put(handle, cursor);
    return handle;
  }

  OpenFile file(long handle) throws Fault {
    return require(files.get(handle));
  }

  @Nullable OpenFile fileOrNull(long handle) {
    return files.get(handle);
  }

  DirectoryCursor directory(long handle) throws Fault {
    return require(directories.get(handle));
  }

  private static <T> T require(@Nullable T open) throws Fault {
    if (open == null) {
      throw Fault.of(FaultKind.BROKEN, "the kernel named a handle that is not open");
    }
    return open;
  }

  @Nullable CreatedFile createdOrNull(String path) {
    return created.get(path);
  }

  /** Forgets the handle, and the path if the file was created under it. */
  OpenFile remove(String path, long handle) throws Fault {
    OpenFile file = require(files.remove(handle));
    created.remove(path, file);
    return file;
  }

  void removeDirectory(long handle) {
    directories.remove(handle);
  }
}
