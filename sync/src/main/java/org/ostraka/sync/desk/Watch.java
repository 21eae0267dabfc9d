package org.ostraka.sync.desk;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watch over a directory and all folders in it, which tells a session what may have changed:
 * {@link WatchedFolders} on the JDK's watch service.
 */
public final class Watch implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  static {
    // The JDK keeps 512 events for a folder, and forgets them all when there are more: people copy
    // more than 200 files into one folder. The kernel's own queue holds as many as this.
    System.setProperty("jdk.nio.file.WatchService.maxEventsPerPoll", "16384");
  }

  private final Path root;
  private final WatchService service;
  private final WatchedFolders<WatchKey> folders;
  private volatile boolean blind;

  /**
   * Watches from now on, and has the session look everywhere once it does.
   *
   * @param names how names are written on the disk
   */
  public Watch(Path root, Session session, DiskNames names) throws IOException {
    this.root = root.toRealPath();
    this.service = this.root.getFileSystem().newWatchService();
    this.folders = new WatchedFolders<>(new Sight(), session, names);
    Thread _ = Thread.ofPlatform().daemon().name("desk-watch").start(this::run);
  }

  /** Whether nothing is told any more: the machine watches as many folders as it is set to. */
  public boolean isBlind() {
    return blind;
  }

  private void run() {
    try {
      folders.watchAnew();
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

  private void tellAll(WatchKey first) throws IOException {
    boolean lost = false;
    for (@Nullable WatchKey key = first; key != null; key = service.poll()) {
      lost |= folders.losesWhileTelling(key, events(key));
      if (!key.reset()) {
        folders.forget(key);
      }
    }
    // Once, when all folders have said that they lost some.
    if (lost) {
      LOG.info("events were lost in {}: looking everywhere", root);
      folders.watchAnew();
    }
  }

  private static List<WatchedFolders.Event> events(WatchKey key) {
    List<WatchedFolders.Event> events = new ArrayList<>();
    for (WatchEvent<?> event : key.pollEvents()) {
      events.add(new WatchedFolders.Event(kind(event), String.valueOf(event.context())));
    }
    return events;
  }

  private static WatchedFolders.Event.Kind kind(WatchEvent<?> event) {
    if (event.kind().equals(OVERFLOW)) {
      return WatchedFolders.Event.Kind.LOST;
    }
    return event.kind().equals(ENTRY_CREATE)
        ? WatchedFolders.Event.Kind.CAME
        : WatchedFolders.Event.Kind.CHANGED;
  }

  /** The directory on a real disk. Links are not followed. */
  private final class Sight implements WatchedFolders.Sight<WatchKey> {

    @Override
    public @Nullable WatchKey watch(String path) throws IOException {
      Path folder = root.resolve(path);
      if (!isFolder(folder)) {
        return null;
      }
      try {
        return folder.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
      } catch (NoSuchFileException | NotDirectoryException _) {
        // It is gone again.
        return null;
      }
    }

    @Override
    public List<String> foldersIn(String path) throws IOException {
      List<String> names = new ArrayList<>();
      try (DirectoryStream<Path> all =
          Files.newDirectoryStream(root.resolve(path), this::isFolder)) {
        all.forEach(folder -> names.add(String.valueOf(folder.getFileName())));
      } catch (NoSuchFileException
          | NotDirectoryException
          | AccessDeniedException
          | DirectoryIteratorException _) {
        // It is gone again, or may not be read: the session says so where that matters.
      }
      return names;
    }

    private boolean isFolder(Path path) {
      return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
