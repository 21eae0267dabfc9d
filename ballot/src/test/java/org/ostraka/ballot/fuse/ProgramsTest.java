package org.ostraka.ballot.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.ballot.FileState;

/**
 * What everyday programs make of the mount.
 *
 * <pre>
 *   /nord/bulletin é 1   valid, "oui"
 *   /nord/later          pending, "non"
 *   /late                invalid, "peut-être"
 * </pre>
 */
final class ProgramsTest {
  private final MemoryBallotFileSystem ballots =
      new MemoryBallotFileSystem("ada", "bob", "cem", "dan");
  private Mounted mounted;
  private Path outside;

  @BeforeEach
  void mount(@TempDir Path folder) throws Exception {
    ballots.addDirectory("nord");
    ballots.addBallot("nord/bulletin é 1", "oui", FileState.VALID);
    ballots.addBallot("nord/later", "non", FileState.PENDING);
    ballots.addBallot("late", "peut-être", FileState.INVALID);
    outside = Files.createDirectory(folder.resolve("outside"));
    mounted = Mounted.in(folder, ballots);
  }

  @AfterEach
  void unmount() {
    mounted.close();
  }

  private String output(String line) throws Exception {
    Program program = Program.shell(mounted.root(), line);
    assertThat(program.exitCode()).as(line + ": " + program.output()).isZero();
    return program.output();
  }

  private Program failure(String line) throws Exception {
    Program program = Program.shell(mounted.root(), line);
    assertThat(program.exitCode()).as(line).isNotZero();
    return program;
  }

  @Test
  void lsAndFindListTheTree() throws Exception {
    assertThat(output("ls -a")).isEqualTo(".\n..\nlate\nnord");
    assertThat(output("ls -N nord")).isEqualTo("bulletin é 1\nlater");
    assertThat(output("ls -l late")).startsWith("-r--r----- 1 ");
    assertThat(output("ls -ld nord")).startsWith("drwxrwx--- 1 ");
    assertThat(output("find . -type f | sort"))
        .isEqualTo("./late\n./nord/bulletin é 1\n./nord/later");
  }

  @Test
  void filesShowTheHourAndNoMore() throws Exception {
    assertThat(output("stat -c %y late")).contains(":00:00.000000000 ");
  }

  @Test
  void catAndSha256sumRead() throws Exception {
    assertThat(output("cat 'nord/bulletin é 1' late")).isEqualTo("ouipeut-être");
    assertThat(output("sha256sum < nord/later")).isEqualTo(output("printf non | sha256sum"));
  }

  @Test
  void tarArchivesAlsoWhenItLooksForHoles() throws Exception {
    for (String flags : new String[] {"-c", "-cS"}) {
      Path folder = Files.createTempDirectory(outside, "tar");
      output("tar " + flags + " . | tar -x -C '" + folder + "'");
      assertThat(Files.readString(folder.resolve("nord/bulletin é 1"))).isEqualTo("oui");
      assertThat(Files.readString(folder.resolve("late"))).isEqualTo("peut-être");
    }
  }

  @Test
  void tarUnpacksBallots() throws Exception {
    Files.writeString(outside.resolve("b1@ada"), "yes");
    Files.writeString(outside.resolve("b2@bob"), "no");
    output("tar -c -C '" + outside + "' b1@ada b2@bob | tar -x");
    assertThat(ballots.content("b1")).isEqualTo("yes");
    assertThat(ballots.content("b2")).isEqualTo("no");
  }

  @Test
  void cpCastsAndCopiesOut() throws Exception {
    Path ballot = Files.writeString(outside.resolve("my ballot"), "yes");
    output("cp '" + ballot + "' 'a vote@ada'");
    output("cp -p '" + ballot + "' nord/b2@bob");
    assertThat(ballots.content("a vote")).isEqualTo("yes");
    assertThat(ballots.content("nord/b2")).isEqualTo("yes");
    output("cp late '" + outside + "/copy'");
    assertThat(Files.readString(outside.resolve("copy"))).isEqualTo("peut-être");
  }

  @Test
  void aShellRedirects() throws Exception {
    output("echo yes > b1@ada");
    output("printf no | dd of=b2@bob status=none");
    output("exec 3> b3@cem; printf 'yes and no' >&3; exec 3>&-");
    assertThat(ballots.content("b1")).isEqualTo("yes\n");
    assertThat(ballots.content("b2")).isEqualTo("no");
    assertThat(ballots.content("b3")).isEqualTo("yes and no");
    output("echo late >> b4@dan");
    assertThat(ballots.content("b4")).isEqualTo("late\n");
  }

  @Test
  void touchRecordsNothing() throws Exception {
    output("touch b1@ada");
    mounted.awaitReleased();
    assertThat(ballots.ballots()).doesNotContain("b1");
  }

  @Test
  void programsSayWhyTheyAreRefused() throws Exception {
    assertThat(failure("echo no > b1@eve").output()).containsIgnoringCase("permission denied");
    assertThat(failure("rm -f late").output()).contains("Operation not permitted");
    assertThat(failure("mv late other").output()).contains("Operation not permitted");
    assertThat(failure("ln late other").output()).contains("Operation not permitted");
    assertThat(failure("ln -s late other").output()).contains("Operation not permitted");
    assertThat(failure("touch late").output()).contains("Operation not permitted");
    assertThat(failure("head -c 2000 /dev/zero | dd of=b1@ada").output())
        .contains("File too large");
    mounted.awaitReleased();
    assertThat(ballots.ballots()).containsExactly("late", "nord/bulletin é 1", "nord/later");
  }

  @Test
  void dfShowsVotersAsInodes() throws Exception {
    assertThat(output("df --output=itotal,iused,iavail,size -B 1 . | tail -1").split("\\s+"))
        .containsExactly("4", "3", "1", Integer.toString((1 << 20) + 3072));
    assertThat(output("df --output=fstype,source . | tail -1"))
        .isEqualTo("fuse.ballot ostraka:board");
  }

  @Test
  void getfattrShowsTheState() throws Exception {
    String state = "getfattr --absolute-names --only-values -n user.ostraka.state ";
    assertThat(output(state + "nord/later")).isEqualTo("pending");
    assertThat(output(state + "'nord/bulletin é 1'")).isEqualTo("valid");
    assertThat(output(state + "late")).isEqualTo("invalid");
    assertThat(output("getfattr -d late")).contains("user.ostraka.state=\"invalid\"");
  }

  @Test
  void aLargeDirectoryIsListedWhole() throws Exception {
    int many = 3 * DirectoryCursor.PAGE + 7;
    for (int i = 0; i < many; i++) {
      ballots.addBallot("nord/n" + i, "x", FileState.VALID);
    }
    assertThat(output("ls -f nord | sort -u | wc -l")).isEqualTo(Integer.toString(many + 4));
  }
}
