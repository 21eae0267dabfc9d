package org.ostraka.ballot.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.ostraka.ballot.fuse.Posix.O_APPEND;
import static org.ostraka.ballot.fuse.Posix.O_CREAT;
import static org.ostraka.ballot.fuse.Posix.O_EXCL;
import static org.ostraka.ballot.fuse.Posix.O_RDONLY;
import static org.ostraka.ballot.fuse.Posix.O_RDWR;
import static org.ostraka.ballot.fuse.Posix.O_TRUNC;
import static org.ostraka.ballot.fuse.Posix.O_WRONLY;

import java.nio.file.Path;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.ostraka.ballot.FileState;
import org.ostraka.ballot.Phase;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * What each system call answers. The mount of every row:
 *
 * <pre>
 *   /closed     a ballot, cast by ada, "yes"
 *   /broken     a ballot whose stored bytes are damaged
 *   /wards/     a directory
 * </pre>
 */
@ParameterizedClass
@EnumSource
final class ErrnoTableTest {

  /** Error numbers of Linux, by their names. */
  private enum Errno {
    EPERM(1),
    ENOENT(2),
    EIO(5),
    EACCES(13),
    EEXIST(17),
    ENOTDIR(20),
    EISDIR(21),
    EINVAL(22),
    EROFS(30),
    ERANGE(34),
    ENAMETOOLONG(36),
    ENODATA(61),
    EOPNOTSUPP(95),
    EHOSTDOWN(112);

    private final int number;

    Errno(int number) {
      this.number = number;
    }
  }

  private final MemoryBallotFileSystem ballots = new MemoryBallotFileSystem("ada", "bob", "cem");
  private final Mounted.Closing closing;
  private Mounted mounted;

  ErrnoTableTest(Mounted.Closing closing) {
    this.closing = closing;
  }

  @BeforeEach
  void mount(@TempDir Path folder) throws Exception {
    ballots.addDirectory("wards");
    ballots.addBallot("broken", "whole", FileState.VALID);
    ballots.damage("broken");
    mounted = Mounted.in(folder, ballots, closing);
    assertThat(mounted.cast("closed@ada", "yes")).isZero();
  }

  @AfterEach
  void unmount() {
    mounted.close();
  }

  private static DynamicTest row(String sentence, Errno expected, IntSupplier call) {
    return dynamicTest(
        sentence + ": " + expected,
        () -> assertThat(call.getAsInt()).as(sentence).isEqualTo(-expected.number));
  }

  private String at(String name) {
    return mounted.path(name).toString();
  }

  private IntSupplier run(String function, Object... arguments) {
    return () -> Posix.run(function, arguments);
  }

  private IntSupplier open(String name, int flags) {
    return () -> Posix.open(mounted.path(name), flags);
  }

  @TestFactory
  Stream<DynamicTest> aClosedBallotIsNeverChanged() {
    return Stream.of(
        row("link", Errno.EPERM, run("link", at("closed"), at("other"))),
        row("rename", Errno.EPERM, run("rename", at("closed"), at("other"))),
        row("rename over a ballot", Errno.EPERM, run("rename", at("closed"), at("broken"))),
        row("unlink", Errno.EPERM, run("unlink", at("closed"))),
        row("truncate", Errno.EPERM, run("truncate", at("closed"), 0L)),
        row("truncate to its length", Errno.EPERM, run("truncate", at("closed"), 3L)),
        row("chmod", Errno.EPERM, run("chmod", at("closed"), 0600)),
        row("chown", Errno.EPERM, run("chown", at("closed"), 1, 1)),
        row("utimensat", Errno.EPERM, run("utimensat", Posix.AT_FDCWD, at("closed"), 0L, 0)),
        row("setxattr", Errno.EPERM, setState()),
        row("removexattr", Errno.EPERM, run("removexattr", at("closed"), STATE)),
        row("open for writing", Errno.EPERM, open("closed", O_WRONLY)),
        row("open for reading and writing", Errno.EPERM, open("closed", O_RDWR)),
        row("open and truncate", Errno.EPERM, open("closed", O_RDONLY | O_TRUNC)),
        row("open for appending", Errno.EPERM, open("closed", O_WRONLY | O_APPEND)),
        row("create over it", Errno.EPERM, open("closed", O_WRONLY | O_CREAT)),
        row("create it anew", Errno.EEXIST, open("closed", O_WRONLY | O_CREAT | O_EXCL)));
  }

  private static final String STATE = "user.ostraka.state";

  private IntSupplier setState() {
    return run("setxattr", at("closed"), STATE, new byte[] {'x'}, 1L, 0);
  }

  @TestFactory
  Stream<DynamicTest> theTreeIsNeverChanged() {
    int fifo = Posix.S_IFIFO | 0600;
    return Stream.of(
        row("mkdir by a voting process", Errno.EACCES, run("mkdir", at("new"), 0770)),
        row("rmdir", Errno.EPERM, run("rmdir", at("wards"))),
        row("rename a directory", Errno.EPERM, run("rename", at("wards"), at("new"))),
        row("chmod a directory", Errno.EPERM, run("chmod", at("wards"), 0700)),
        row("symlink", Errno.EPERM, run("symlink", "closed", at("new"))),
        row("mknod", Errno.EPERM, run("mknod", at("new"), fifo, 0L)));
  }

  @TestFactory
  Stream<DynamicTest> readingSaysWhatIsWrong() {
    return Stream.of(
        row("open what is not there", Errno.ENOENT, open("none", O_RDONLY)),
        row("open what cannot be a name", Errno.ENOENT, open("a\nb", O_RDONLY)),
        row("open too long a name", Errno.ENAMETOOLONG, open("n".repeat(400), O_RDONLY)),
        row("open below a ballot", Errno.ENOTDIR, open("closed/x", O_RDONLY)),
        row("open a directory to write", Errno.EISDIR, open("wards", O_WRONLY)),
        row("open a damaged ballot", Errno.EIO, open("broken", O_RDONLY)),
        row("open a sealed ballot", Errno.EACCES, sealed(open("closed", O_RDONLY))),
        row("stat when the code fails", Errno.EIO, failing(open("closed", O_RDONLY))),
        row("access to write a ballot", Errno.EACCES, run("access", at("closed"), 2)),
        row("access to run a ballot", Errno.EACCES, run("access", at("closed"), 1)),
        row("getxattr of no attribute", Errno.ENODATA, getAttribute("closed", "user.x", 0)),
        row("getxattr of a directory", Errno.ENODATA, getAttribute("wards", STATE, 0)),
        row("getxattr with little room", Errno.ERANGE, getAttribute("closed", STATE, 3)),
        row("setxattr of another", Errno.EOPNOTSUPP, setOther()));
  }

  private IntSupplier getAttribute(String name, String attribute, long room) {
    return run("getxattr", at(name), attribute, new byte[100], room);
  }

  private IntSupplier setOther() {
    return run("setxattr", at("closed"), "user.x", new byte[] {'x'}, 1L, 0);
  }

  private IntSupplier sealed(IntSupplier call) {
    return () -> {
      ballots.sealed = true;
      int result = call.getAsInt();
      ballots.sealed = false;
      return result;
    };
  }

  private IntSupplier failing(IntSupplier call) {
    return () -> {
      ballots.beforeStat =
          () -> {
            throw new IllegalStateException("a mistake in the code");
          };
      int result = call.getAsInt();
      ballots.beforeStat = () -> {};
      return result;
    };
  }

  @TestFactory
  Stream<DynamicTest> creatingSaysWhatIsWrong() {
    return Stream.of(
        row("no voter named", Errno.EINVAL, create("b2")),
        row("no name", Errno.EINVAL, create("@bob")),
        row("an empty voter id", Errno.EINVAL, create("b2@")),
        row("too long a voter id", Errno.EINVAL, create("b2@" + "v".repeat(129))),
        row("a control character", Errno.EINVAL, create("b\n2@bob")),
        row("bytes that are not UTF-8", Errno.EINVAL, createOfBytes("b\u00ff@bob")),
        row("a voter who is not registered", Errno.EACCES, create("b2@eve")),
        row("a voter who has voted", Errno.EPERM, create("b2@ada")),
        row("a name that is taken", Errno.EEXIST, create("closed@bob")),
        row("no such directory", Errno.ENOENT, create("none/b2@bob")),
        row("too long a name", Errno.ENAMETOOLONG, create("n".repeat(241) + "@bob")),
        row("before the election", Errno.EROFS, in(Phase.REGISTERED, create("b2@bob"))),
        row("after the election", Errno.EROFS, in(Phase.CLOSED, create("b2@bob"))),
        row("no server answers at close", Errno.EHOSTDOWN, unreachable("b2@bob")),
        row("a file that is being created", Errno.EPERM, createTwice("b3@cem")));
  }

  private IntSupplier create(String name) {
    return () -> mounted.create(name);
  }

  /** Gives each character as one byte. */
  private IntSupplier createOfBytes(String name) {
    String path = at(name);
    byte[] bytes = new byte[path.length() + 1];
    for (int i = 0; i < path.length(); i++) {
      bytes[i] = (byte) path.charAt(i);
    }
    return () -> Posix.run("creat", bytes, 0644);
  }

  private IntSupplier in(Phase phase, IntSupplier call) {
    return () -> {
      ballots.phase = phase;
      int result = call.getAsInt();
      ballots.phase = Phase.OPEN;
      return result;
    };
  }

  private IntSupplier unreachable(String name) {
    return () -> {
      ballots.beforeClose =
          () -> {
            throw Fault.of(FaultKind.UNAVAILABLE, "no server answers");
          };
      int result = mounted.cast(name, "yes");
      ballots.beforeClose = () -> {};
      return result;
    };
  }

  private IntSupplier createTwice(String name) {
    return () -> {
      int first = mounted.create(name);
      int second = Posix.open(mounted.path(name), O_WRONLY | O_CREAT);
      Posix.close(first);
      return second;
    };
  }
}
