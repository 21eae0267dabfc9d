package org.ostraka.sync.desk;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.ostraka.base.Disk;
import org.ostraka.base.FileDisk;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.Extent;
import org.ostraka.sync.RepositoryName;
import org.ostraka.sync.UserName;
import org.ostraka.sync.index.SqliteIndex;

/** A desk on a real folder with a real watch, beside a hub in memory. */
final class TestDesk implements Closeable {
  private static final RepositoryName REPOSITORY = new RepositoryName("town");

  private final Path folder;
  private final Threads threads = new Threads();
  private final Abreast abreast = new Abreast();
  private final SessionLoop loop;
  private final Watch watch;
  private final Follower follower;

  /** Starts, or starts again, the desk of this name. */
  TestDesk(Path home, String name, Hub hub) throws IOException {
    this(home, name, hub, new FileDisk(), index -> index);
  }

  /** As people's, with a disk and an index that are watched. */
  TestDesk(Path home, String name, Hub hub, Disk below, UnaryOperator<Index> watched)
      throws IOException {
    folder = Files.createDirectories(home.resolve(name));
    FileDeskDisk disk = new FileDeskDisk(folder, abreast, below);
    FileDeskDisk.prepare(folder);
    InstantSource clock = InstantSource.system();
    SessionSettings settings =
        new SessionSettings(
            Extent.whole(REPOSITORY),
            new IgnoreRules(IgnoreRules.USUAL),
            new SessionSettings.Owner(new DeskName(name), new UserName("ann")),
            new NodeIds(clock, new SecureRandom()),
            clock,
            Pace.FREE,
            Pace.FREE);
    loop =
        new SessionLoop(
            name,
            wake ->
                new Session(
                    settings,
                    new Session.Parts(
                        hub,
                        disk,
                        watched.apply(SqliteIndex.open(home.resolve(name + ".db"))),
                        threads),
                    wake));
    watch = new Watch(folder, loop.session(), DiskNames.ALL);
    follower = new Follower(hub, Map.of(REPOSITORY, List.of(loop.session())));
  }

  Session session() {
    return loop.session();
  }

  /** From now on events come as the test tells them. */
  void closeEyes() throws IOException {
    watch.close();
  }

  SessionStatus status() {
    return loop.session().status();
  }

  Path at(String path) {
    return folder.resolve(path);
  }

  void write(String path, String text) throws IOException {
    Files.createDirectories(at(path).getParent());
    Files.writeString(at(path), text);
  }

  /** Paths and what stands there: the text of a file, "/" for a folder, "-> …" for a link. */
  Map<String, String> listing() throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        String shown = folder.relativize(path).toString();
        if (!shown.isEmpty() && !shown.startsWith(IgnoreRules.OWN)) {
          all.put(shown, describe(path));
        }
      }
    } catch (UncheckedIOException | NoSuchFileException _) {
      // Something moved while it was listed: the caller looks again.
      return Map.of("(moving)", "");
    }
    return all;
  }

  private static String describe(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "-> " + Files.readSymbolicLink(path);
    }
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
        ? "/"
        : new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
  }

  List<String> names() throws IOException {
    return List.copyOf(listing().keySet());
  }

  @Override
  public void close() throws IOException {
    follower.close();
    watch.close();
    loop.close();
    threads.close();
    abreast.close();
  }
}
