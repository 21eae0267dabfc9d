package org.ostraka.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command of the table says how it is used, and refuses what it does not know. */
final class HelpTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  static Stream<List<String>> commands() {
    return CommandTable.ENTRIES.stream().map(CommandEntry::words);
  }

  private int run(List<String> words, String... more) {
    List<String> line = new ArrayList<>(words);
    line.addAll(List.of(more));
    Console console =
        new Console(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    return new Main(console).run(line);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpGoesToStandardOutput(List<String> words) {
    assertThat(run(words, "--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("Usage: ostraka " + String.join(" ", words))
        .contains("--help");
    assertThat(err.size()).isZero();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void anUnknownOptionIsAUsageError(List<String> words) {
    assertThat(run(words, "--no-such-option")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("ostraka: ")
        .contains("--help shows all options");
    assertThat(out.size()).isZero();
  }
}
