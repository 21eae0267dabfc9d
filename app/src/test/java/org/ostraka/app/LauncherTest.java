package org.ostraka.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher over a checkout that is all but empty, with a Maven that only counts its calls.
 *
 * <pre>
 * folder/
 *   checkout/  ostraka, pom.xml, app/pom.xml, app/src/main/java/Main.java
 *   bin/       mvn, which writes a line to calls
 *   jdk/       release, bin/javac, bin/java, which prints its arguments
 * </pre>
 */
final class LauncherTest {
  private @TempDir Path folder;

  @BeforeEach
  void drawCheckout() throws IOException {
    Path checkout = folder.resolve("checkout");
    write(checkout.resolve("ostraka"), Files.readString(Checkout.ROOT.resolve("ostraka")));
    write(checkout.resolve("pom.xml"), "<project/>");
    write(checkout.resolve("app/pom.xml"), "<project/>");
    write(checkout.resolve("app/src/main/java/Main.java"), "class Main {}");
    write(folder.resolve("bin/mvn"), "#!/bin/sh\necho built >> " + folder + "/calls\n");
    write(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
    write(folder.resolve("jdk/bin/javac"), "#!/bin/sh\n");
    write(folder.resolve("jdk/bin/java"), "#!/bin/sh\necho \"java $*\"\n");
  }

  private static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** What a start printed, on both streams. */
  private String start(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(folder.resolve("checkout/ostraka").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }

  private long builds() throws IOException {
    Path calls = folder.resolve("calls");
    return Files.exists(calls) ? Files.readString(calls).lines().count() : 0;
  }

  @Test
  void theSecondStartDoesNotBuild() throws Exception {
    assertThat(start("help")).contains("ostraka: building").contains("org.ostraka.app.Main help");
    assertThat(builds()).isEqualTo(1);
    assertThat(start("help")).doesNotContain("building").contains("org.ostraka.app.Main help");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void aNewerSourceIsBuiltFirst() throws Exception {
    start("help");
    Path source = folder.resolve("checkout/app/src/main/java/Main.java");
    FileTime later = FileTime.from(Instant.now().plusSeconds(5));
    Files.setLastModifiedTime(source, later);
    start("help");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void benchmarksRunFromTheirOwnModule() throws Exception {
    assertThat(start("bench", "ballot")).contains("org.ostraka.bench.Main ballot");
  }
}
