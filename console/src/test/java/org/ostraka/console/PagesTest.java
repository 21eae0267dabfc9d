package org.ostraka.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every page: its words, its languages, and what it may not do. */
final class PagesTest {
  private static final Path PAGES = Path.of("src/main/resources/org/ostraka/console");
  private static final Pattern ENTRY = Pattern.compile("(?m)^  '([^']+)': '(.*)',$");
  private static final Pattern VALUE = Pattern.compile("\\{(\\w+)");
  private static final Pattern ASKED = Pattern.compile("\\bt\\(\\s*'([^']+)'");
  private static final Pattern CONDITIONAL =
      Pattern.compile("\\bt\\([^)`]*\\? '([^']+)' : '([^']+)'");
  private static final Pattern COMPOSED = Pattern.compile("\\bt\\(\\s*`([a-z.-]+)\\$\\{");
  private static final Pattern KEYED = Pattern.compile("title: '([a-z.-]+)'");
  private static final Pattern SPOKEN =
      Pattern.compile("(?:title|aria-label|placeholder|alt)=\"[^\"]*\\p{L}{2}");
  private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");

  /** The name of the product is the same in every language. */
  private static final String NAME = "Ostraka";

  private static Map<String, String> modules() throws IOException {
    try (Stream<Path> files = Files.walk(PAGES)) {
      return files
          .filter(file -> file.toString().endsWith(".js"))
          .collect(
              Collectors.toMap(
                  file -> PAGES.relativize(file).toString(),
                  PagesTest::text,
                  (one, _) -> one,
                  TreeMap::new));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> screens() throws IOException {
    Map<String, String> screens = modules();
    screens.keySet().removeIf(name -> name.startsWith("words/"));
    return screens;
  }

  private static Map<String, String> words(String language) {
    return ENTRY
        .matcher(text(PAGES.resolve("words/" + language + ".js")))
        .results()
        .collect(
            Collectors.toMap(
                entry -> entry.group(1),
                entry -> entry.group(2),
                (_, other) -> {
                  throw new AssertionError("twice: " + other);
                },
                TreeMap::new));
  }

  private static Set<String> found(Pattern pattern, Map<String, String> texts) {
    return texts.values().stream()
        .flatMap(text -> pattern.matcher(text).results())
        .flatMap(PagesTest::groups)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> groups(MatchResult match) {
    return Stream.iterate(1, group -> group <= match.groupCount(), group -> group + 1)
        .map(match::group);
  }

  @Test
  void everyLanguageHasTheSameKeys() {
    assertThat(words("fr").keySet()).isEqualTo(words("en").keySet());
    assertThat(words("en")).hasSizeGreaterThan(200);
  }

  @Test
  void everyLanguageShowsTheSameValues() {
    Map<String, String> french = words("fr");
    words("en")
        .forEach((key, text) ->
            assertThat(found(VALUE, Map.of(key, french.getOrDefault(key, ""))))
                .as(key)
                .isEqualTo(found(VALUE, Map.of(key, text))));
  }

  @Test
  void everyKeyThatIsAskedForHasWords() throws IOException {
    Map<String, String> screens = screens();
    Set<String> asked = found(ASKED, screens);
    asked.addAll(found(CONDITIONAL, screens));
    asked.addAll(found(KEYED, screens));
    asked.removeAll(words("en").keySet());
    assertThat(asked).isEmpty();
  }

  @Test
  void everyKeyIsAskedFor() throws IOException {
    Map<String, String> screens = screens();
    Set<String> composed = found(COMPOSED, screens);
    composed.add("refusal.");
    String all = String.join("\n", screens.values());
    Predicate<String> unused =
        key -> !all.contains("'" + key + "'") && composed.stream().noneMatch(key::startsWith);
    assertThat(words("en").keySet().stream().filter(unused)).isEmpty();
  }

  @Test
  void noPageHasTextOfItsOwn() throws IOException {
    screens()
        .forEach((name, source) -> {
          for (String template : Templates.of(source)) {
            String shown = Templates.text(template).replace(NAME, "").replaceAll("&\\w+;", "");
            assertThat(WORD.matcher(shown).results().map(MatchResult::group)).as(name).isEmpty();
            assertThat(SPOKEN.matcher(template).results().map(MatchResult::group))
                .as(name)
                .isEmpty();
          }
        });
  }

  /** The policy that the server sends would break such a page; here it is seen before. */
  @Test
  void noPageDoesWhatThePolicyForbids() throws IOException {
    screens()
        .forEach((name, source) -> {
          List<String> forbidden =
              List.of("style=\"", "innerHTML", "unsafeHTML", "eval(", "new Function", "onclick=");
          assertThat(forbidden.stream().filter(source::contains)).as(name).isEmpty();
          assertThat(source.replace("http://www.w3.org/", "")).as(name).doesNotContain("http");
        });
  }
}
