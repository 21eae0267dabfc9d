package org.ostraka.sync.desk;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watch over a directory and all folders in it, which tells a session what may have changed.
 *
 * <p><b>Invariant:</b> a folder is watched before the session is told of it. So whatever is put
 * into a new folder is either there when the session looks, or told afterwards. Where events were
 * lost, a new folder may have been among them: then all folders are watched anew, and the session
 * looks everywhere. A folder that moved is new in its place: what is told before it is watched
 * there is told at a path that is no more, so that the session looks at all it holds.
 */
public final class Watch implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  static {
    // The JDK keeps 512 events for a folder, and forgets them all when there are more: people copy
    // more than 200 files into one folder. The kernel's own queue holds as many as this.
    System.setProperty("jdk.nio.file.WatchService.maxEventsPerPoll", "16384");
  }

  private final Path root;
  private final Session session;
  private final WatchService service;

  /** Where each watched folder is; used by the watch's thread alone. */
  private final Map<WatchKey, Path> folders = new HashMap<>();

  private volatile boolean blind;

  /** Watches from now on, and has the session look everywhere once it does. */
  public Watch(Path root, Session session) throws IOException {
    this.root = root.toRealPath();
    this.session = session;
    this.service = this.root.getFileSystem().newWatchService();
    Thread _ = Thread.ofPlatform().daemon().name("desk-watch").start(this::run);
  }

  /** Whether nothing is told any more: the machine watches as many folders as it is set to. */
  public boolean isBlind() {
    return blind;
  }

  private void run() {
    try {
      watchAnew();
      while (true) {
        tellAll(service.take());
      }
    } catch (ClosedWatchServiceException _) {
      // It was closed.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      LOG.warn("changes in {} are not seen at once any more: {}", root, e.toString());
      blind = true;
    }
  }

  private void watchAnew() throws IOException {
    watchBelow(root);
    session.lostSight();
  }

  private void watchBelow(Path top) throws IOException {
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (isOwn(folder)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            watch(folder);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException cause) {
            // It is gone again, or may not be read: the session says so where that matters.
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException cause) {
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void watch(Path folder) throws IOException {
    try {
      // A folder that was moved is watched already, and is known by its new path from now on.
      folders.put(folder.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE), folder);
    } catch (NoSuchFileException | NotDirectoryException _) {
      // It is gone again.
    }
  }

  private void tellAll(WatchKey first) throws IOException {
    boolean lost = false;
    for (@Nullable WatchKey key = first; key != null; key = service.poll()) {
      lost |= losesWhileTelling(key);
    }
    // Once, when all folders have said that they lost some.
    if (lost) {
      LOG.info("events were lost in {}: looking everywhere", root);
      watchAnew();
    }
  }

  /** Tells the folder's events; whether some are missing. */
  private boolean losesWhileTelling(WatchKey key) throws IOException {
    @Nullable Path folder = folders.get(key);
    List<String> touched = new ArrayList<>();
    List<String> came = new ArrayList<>();
    boolean lost = false;
    for (WatchEvent<?> event : key.pollEvents()) {
      if (event.kind().equals(OVERFLOW)) {
        lost = true;
      } else if (folder != null && event.context() instanceof Path name) {
        Path path = folder.resolve(name);
        boolean isNew = event.kind().equals(ENTRY_CREATE);
        if (!isOwn(path)) {
          (isNew && watchesFolder(path) ? came : touched).add(root.relativize(path).toString());
        }
      }
    }
    if (!key.reset()) {
      folders.remove(key);
    }
    if (!touched.isEmpty()) {
      session.touched(touched);
    }
    if (!came.isEmpty()) {
      session.came(came);
    }
    return lost;
  }

  /** Watches what is in a new place, if it is a folder. */
  private boolean watchesFolder(Path path) throws IOException {
    boolean folder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    if (folder) {
      watchBelow(path);
    }
    return folder;
  }

  private boolean isOwn(Path path) {
    return path.startsWith(root.resolve(IgnoreRules.OWN));
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
