package org.ostraka.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What reviewers would otherwise have to say again and again. The limits are ratchets: they are
 * what the longest had on the day they were set, and may only be lowered. Who hits one finds a
 * better cut, and does not raise it.
 */
final class TidyTest {
  private static final int LONGEST_FILE = 451;
  private static final int LONGEST_TEST_FILE = 420;
  private static final int LONGEST_METHOD = 45;
  private static final int MOST_PARAMETERS = 5;

  /**
   * A method or constructor of google-java-format's form: its head, to the brace, and its indent.
   */
  private static final Pattern HEAD =
      Pattern.compile(
          "(?m)^( {2,6})(?! )(?!record |return |throw |new |else |if |for |while |switch |try |case |yield )"
              + "(?:[\\w<>\\[\\].,?@&\" ]+\\s)??\\w+\\(([^;{}]*?)\\)(?:\\s+throws [\\w.,\\s]+)? \\{$");

  private static final Path ROOT = Checkout.ROOT;

  private static List<Path> sources(String kind) throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules
          .map(module -> module.resolve("src").resolve(kind).resolve("java"))
          .filter(Files::isDirectory)
          .flatMap(TidyTest::javaFiles)
          .sorted()
          .toList();
    }
  }

  private static Stream<Path> javaFiles(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String shown(Path file) {
    return ROOT.relativize(file).toString();
  }

  @Test
  void filesStayShort() throws IOException {
    assertThat(longerThan(LONGEST_FILE, sources("main"))).isEmpty();
    assertThat(longerThan(LONGEST_TEST_FILE, sources("test"))).isEmpty();
  }

  private static List<String> longerThan(int lines, List<Path> files) {
    return files.stream()
        .filter(file -> text(file).lines().count() > lines)
        .map(file -> "%s has more than %d lines".formatted(shown(file), lines))
        .toList();
  }

  @Test
  void methodsStayShortAndTakeFewParameters() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : sources("main")) {
      String text = text(file);
      Matcher head = HEAD.matcher(text);
      while (head.find()) {
        int length = length(text, head.end(), head.group(1));
        if (length > LONGEST_METHOD) {
          found.add("%s: a method of %d lines: %s".formatted(shown(file), length, firstLine(head)));
        }
        int parameters = parameters(head.group(2));
        if (parameters > MOST_PARAMETERS) {
          found.add("%s: %d parameters: %s".formatted(shown(file), parameters, firstLine(head)));
        }
      }
    }
    assertThat(found)
        .as("at most %d lines and %d parameters a method", LONGEST_METHOD, MOST_PARAMETERS)
        .isEmpty();
  }

  private static String firstLine(Matcher head) {
    return head.group().strip().lines().findFirst().orElse("");
  }

  /** Lines to the brace that closes at the head's own indent. */
  private static int length(String text, int from, String indent) {
    int end = text.indexOf("\n" + indent + "}", from);
    return end < 0 ? 0 : (int) text.substring(from, end).lines().count() - 1;
  }

  /** Commas outside of type arguments separate parameters. */
  private static int parameters(String list) {
    String flat = list;
    for (String inner = ""; !inner.equals(flat); ) {
      inner = flat;
      flat = flat.replaceAll("<[^<>]*>", "");
    }
    return flat.isBlank() ? 0 : flat.split(",", -1).length;
  }

  @Test
  void onlyTheAppAndTheBenchmarksPrint() throws IOException {
    assertThat(sources("main"))
        .filteredOn(file -> !shown(file).startsWith("app") && !shown(file).startsWith("bench"))
        .allSatisfy(file ->
            assertThat(text(file))
                .as("%s writes to a log or returns a value", shown(file))
                .doesNotContain("System.out", "System.err", "printStackTrace("));
  }

  @Test
  void noTestIsSkippedAndNoneSleeps() throws IOException {
    assertThat(sources("test"))
        .filteredOn(file -> !file.endsWith("TidyTest.java"))
        .allSatisfy(file ->
            assertThat(text(file))
                .as("%s: a test runs and awaits a condition, or it is not there", shown(file))
                .doesNotContain("@Disabled", "assumeTrue", "assumeThat", "Thread.sleep("));
  }

  @Test
  void nothingIsLeftForLater() throws IOException {
    List<Path> all = new ArrayList<>(sources("main"));
    all.addAll(sources("test"));
    assertThat(all)
        .filteredOn(file -> !file.endsWith("TidyTest.java"))
        .allSatisfy(file ->
            assertThat(text(file))
                .as("%s: what is missing stands in an issue", shown(file))
                .doesNotContainPattern("\\b(TODO|FIXME|XXX)\\b"));
  }
}
