package org.ostraka.sync.desk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Disk;
import org.ostraka.base.FileDisk;

/**
 * A directory of this machine.
 *
 * <pre>
 * DIRECTORY/
 *   .ostraka/
 *     folder      says that this is the directory that was added
 *     drafts/     files in the making, on the same file system as their places
 * </pre>
 */
public final class FileDeskDisk implements DeskDisk {
  private static final Set<PosixFilePermission> EXECUTE =
      Set.of(
          PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_EXECUTE);
  private static final String LOOK = "unix:ino,mode,size,lastModifiedTime,ctime";
  private static final int TYPE = 0170000;

  /**
   * The JDK reads into memory of its own and copies: so much of it stays in a processor's cache.
   */
  private static final int READ_BYTES = 128 << 10;

  /** From so many drafts on it is quicker to force all that there is on the disk. */
  private static final int MANY = 8;

  private final Path root;
  private final Path own;
  private final Path drafts;
  private final Abreast abreast;
  private final Disk disk;

  /**
   * @param abreast makes several files durable at a time
   */
  public FileDeskDisk(Path root, Abreast abreast) {
    this(root, abreast, new FileDisk());
  }

  FileDeskDisk(Path root, Abreast abreast, Disk disk) {
    this.disk = disk;
    this.root = root;
    this.own = root.resolve(IgnoreRules.OWN);
    this.drafts = own.resolve("drafts");
    this.abreast = abreast;
  }

  /** Marks a directory as one that is synchronised; its content is left as it is. */
  public static void prepare(Path root) throws IOException {
    FileDisk hidden = FileDisk.ownerOnly();
    Path own = root.resolve(IgnoreRules.OWN);
    hidden.createDirectories(own.resolve("drafts"));
    hidden.open(own.resolve("folder")).close();
    hidden.forceDirectory(own);
  }

  /** Takes the mark away, and what was in the making. */
  public static void leave(Path root) throws IOException {
    Path own = root.resolve(IgnoreRules.OWN);
    Files.deleteIfExists(own.resolve("folder"));
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(own.resolve("drafts"))) {
      for (Path draft : drafts) {
        Files.delete(draft);
      }
      Files.delete(own.resolve("drafts"));
      Files.delete(own);
    } catch (NoSuchFileException | DirectoryNotEmptyException _) {
      // It was taken away already, or somebody keeps something of their own there.
    }
  }

  /**
   * Tries out which names this disk can hold.
   *
   * @return the disk for every name, and how names are written there
   */
  public NamedDisk forEveryName() {
    DiskNames names = NameTrial.in(own);
    return new NamedDisk(MappedDisk.over(this, names), names);
  }

  /** A disk that takes every name, and how they are written. */
  public record NamedDisk(DeskDisk disk, DiskNames names) {}

  @Override
  public boolean isPresent() {
    return Files.exists(own.resolve("folder"));
  }

  private Path at(String path) {
    return path.isEmpty() ? root : root.resolve(path);
  }

  @Override
  public @Nullable Seen look(String path) throws IOException {
    try {
      return look(at(path));
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      // A file stands where the path has a folder: nothing is at the path then.
      if (String.valueOf(e.getMessage()).contains("Not a directory")) {
        return null;
      }
      throw e;
    }
  }

  private static Seen look(Path file) throws IOException {
    Map<String, Object> found = Files.readAttributes(file, LOOK, LinkOption.NOFOLLOW_LINKS);
    int mode = (int) get(found, "mode");
    return new Seen(
        kind(mode & TYPE),
        (long) get(found, "size"),
        ((FileTime) get(found, "lastModifiedTime")).to(TimeUnit.NANOSECONDS),
        ((FileTime) get(found, "ctime")).to(TimeUnit.NANOSECONDS),
        (long) get(found, "ino"),
        (mode & 0100) != 0);
  }

  private static Object get(Map<String, Object> found, String name) {
    return Objects.requireNonNull(found.get(name), name);
  }

  private static Seen.Kind kind(int type) {
    return switch (type) {
      case 0040000 -> Seen.Kind.FOLDER;
      case 0100000 -> Seen.Kind.FILE;
      case 0120000 -> Seen.Kind.LINK;
      default -> Seen.Kind.OTHER;
    };
  }

  @Override
  public List<String> list(String path) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(at(path))) {
      entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
    } catch (NoSuchFileException | NotDirectoryException _) {
      return List.of();
    }
    return names;
  }

  @Override
  public @Nullable String targetOrNull(String path) throws IOException {
    try {
      return Files.readSymbolicLink(at(path)).toString();
    } catch (NoSuchFileException | NotLinkException _) {
      return null;
    }
  }

  @Override
  public Source open(String path) throws IOException {
    Path file = at(path);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    return new Source() {
      @Override
      public int read(long position, ByteBuffer target) throws IOException {
        int end = target.limit();
        int sum = 0;
        int read = 0;
        while (target.position() < end && read >= 0) {
          target.limit(Math.min(end, target.position() + READ_BYTES));
          read = channel.read(target, position + sum);
          sum += Math.max(read, 0);
        }
        target.limit(end);
        return sum;
      }

      @Override
      public Seen look() throws IOException {
        return FileDeskDisk.look(file);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  private Path draftPath(String key) {
    return drafts.resolve(key);
  }

  @Override
  public Draft draft(String key) throws IOException {
    Path file = draftPath(key);
    Disk.File opened = disk.open(file);
    return new Draft() {
      @Override
      public void append(List<ByteBuffer> buffers) throws IOException {
        opened.append(buffers);
      }

      @Override
      public void truncate(long size) throws IOException {
        opened.truncate(size);
      }

      @Override
      public void force() throws IOException {
        opened.force();
      }

      @Override
      public int read(long position, ByteBuffer target) throws IOException {
        return opened.read(position, target);
      }

      @Override
      public Seen look() throws IOException {
        return FileDeskDisk.look(file);
      }

      @Override
      public void close() throws IOException {
        opened.close();
      }
    };
  }

  @Override
  public List<String> drafts() throws IOException {
    return disk.list(drafts);
  }

  @Override
  public void renameDraft(String draft, String key) throws IOException {
    disk.rename(draftPath(draft), draftPath(key));
  }

  @Override
  public long usableBytes() throws IOException {
    return disk.usableBytes(drafts);
  }

  @Override
  public void discard(String key) throws IOException {
    disk.delete(draftPath(key));
  }

  @Override
  public void seal(Collection<Seal> seals) throws IOException {
    for (Seal seal : seals) {
      setAttributes(draftPath(seal.key()), seal.executable(), seal.modifiedMillis());
    }
    if (seals.size() < MANY || !disk.forceTogether(drafts)) {
      abreast.forEach(seals, this::force);
    }
  }

  private void force(Seal seal) throws IOException {
    try (Disk.File opened = disk.open(draftPath(seal.key()))) {
      opened.force();
    }
  }

  private static void setAttributes(Path file, boolean executable, long modifiedMillis)
      throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    Set<PosixFilePermission> permissions = view.readAttributes().permissions();
    boolean changed = executable ? permissions.addAll(EXECUTE) : permissions.removeAll(EXECUTE);
    if (changed) {
      view.setPermissions(permissions);
    }
    Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(FileTime.fromMillis(modifiedMillis), null, null);
  }

  @Override
  public Seen place(String key, String path, @Nullable Seen expected) throws IOException {
    requireExpected(path, expected);
    Path target = at(path);
    disk.rename(draftPath(key), target);
    return look(target);
  }

  private void requireExpected(String path, @Nullable Seen expected) throws IOException {
    requireFolderAbove(path);
    if (!isAsExpected(path, expected)) {
      throw new Surprise(path);
    }
  }

  private boolean isAsExpected(String path, @Nullable Seen expected) throws IOException {
    if (expected == null) {
      return attributesOrNull(at(path)) == null;
    }
    @Nullable Seen now = look(path);
    return now != null && now.sameContentAs(expected);
  }

  /** Most names that are asked for are free: other ways make an exception of each. */
  private static @Nullable BasicFileAttributes attributesOrNull(Path file) throws IOException {
    return file.getFileSystem()
        .provider()
        .readAttributesIfExists(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** A folder that somebody replaced by a link would lead out of the directory. */
  private void requireFolderAbove(String path) throws IOException {
    for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      String above = path.substring(0, end);
      if (!isFolder(above)) {
        throw new Surprise(above);
      }
    }
  }

  private boolean isFolder(String path) throws IOException {
    @Nullable BasicFileAttributes now = attributesOrNull(at(path));
    return now != null && now.isDirectory();
  }

  @Override
  public Seen makeFolder(String path) throws IOException {
    requireFolderAbove(path);
    try {
      return look(Files.createDirectory(at(path)));
    } catch (FileAlreadyExistsException _) {
      throw new Surprise(path);
    }
  }

  @Override
  public Seen makeLink(String path, String target) throws IOException {
    requireFolderAbove(path);
    try {
      return look(Files.createSymbolicLink(at(path), Path.of(target)));
    } catch (FileAlreadyExistsException _) {
      throw new Surprise(path);
    }
  }

  @Override
  public void move(String from, String to) throws IOException {
    requireExpected(to, null);
    try {
      disk.rename(at(from), at(to));
    } catch (NoSuchFileException _) {
      throw new Surprise(from);
    }
  }

  @Override
  public void removeFile(String path, Seen expected) throws IOException {
    requireExpected(path, expected);
    disk.delete(at(path));
  }

  @Override
  public void removeFolder(String path) throws IOException {
    requireFolderAbove(path);
    if (!isFolder(path)) {
      // A file that somebody put in its place would be removed as readily.
      throw new Surprise(path);
    }
    try {
      disk.delete(at(path));
    } catch (DirectoryNotEmptyException _) {
      throw new Surprise(path);
    }
  }

  @Override
  public Seen attributes(String path, boolean executable, long modifiedMillis, Seen expected)
      throws IOException {
    requireExpected(path, expected);
    setAttributes(at(path), executable, modifiedMillis);
    return look(at(path));
  }

  @Override
  public void force(Collection<String> folders) throws IOException {
    abreast.forEach(folders, this::force);
  }

  private void force(String folder) throws IOException {
    try {
      disk.forceDirectory(at(folder));
    } catch (NoSuchFileException _) {
      // It was moved or removed since, with what was to be made durable in it.
    }
  }
}
