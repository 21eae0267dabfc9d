package org.ostraka.swarm.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileName;
import org.ostraka.swarm.Link;

/** The RFC's grammar and the parser of links take the same texts. */
class LinkGrammarTest {
  private static final int TEXTS = 1500;

  private static Abnf grammar = Abnf.parse(List.of());

  @BeforeAll
  static void readGrammar() throws IOException {
    List<String> section =
        RfcText.asBuilt().section("Links").stream()
            .map(line -> line.isEmpty() ? line : line.substring(3))
            .toList();
    int start = 0;
    while (!section.get(start).startsWith("link ")) {
      start++;
    }
    int end = start;
    while (!section.get(end).startsWith("HEXUP ")) {
      end++;
    }
    grammar = Abnf.parse(section.subList(start, end + 1));
  }

  private static boolean parses(String text) {
    try {
      Link.parse(text);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** The rules that the RFC puts beside the grammar. */
  private static boolean breaksARuleBeside(String text) {
    try {
      Link.parse(text);
      return false;
    } catch (IllegalArgumentException e) {
      return !String.valueOf(e.getMessage()).startsWith("this is not a link");
    }
  }

  @Test
  void whatTheGrammarMakesIsALinkUnlessItBreaksARuleBeside() {
    Random random = new Random(1);
    int links = 0;
    for (int i = 0; i < TEXTS; i++) {
      String text = grammar.make("link", random);
      assertThat(grammar.matches("link", text)).isTrue();
      assertThat(parses(text) || breaksARuleBeside(text)).as(text).isTrue();
      links += parses(text) ? 1 : 0;
    }
    assertThat(links).isPositive();
  }

  @Test
  void aTextWithOneCharacterChangedIsALinkForBothOrForNeither() {
    Random random = new Random(2);
    String link = example().toString();
    for (int i = 0; i < TEXTS; i++) {
      StringBuilder text = new StringBuilder(link);
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, (char) (' ' + random.nextInt(95)));
        default -> text.setCharAt(at, (char) (' ' + random.nextInt(95)));
      }
      boolean inGrammar = grammar.matches("link", text.toString());
      assertThat(parses(text.toString()) || breaksARuleBeside(text.toString()))
          .as(text.toString())
          .isEqualTo(inGrammar);
    }
  }

  private static Link example() {
    return new Link(
        Examples.KEY,
        new FileName("a pot & a lid%.bin"),
        OptionalLong.of(1_764_547_200),
        List.of(new Endpoint("map1.example", 7411), new Endpoint("2001:db8::1", 80)));
  }

  @Test
  void aLinkIsReadAsItWasWritten() {
    assertThat(Link.parse(example().toString())).isEqualTo(example());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "&name=..",
        "&name=%2Fetc%2Fpasswd",
        "&name=..%5Cx",
        "&name=a%00b",
        "&name=%C3",
        "&name=x&server=h:65536",
        "&name=x&server=h:0",
        "&name=x y"
      })
  void aLinkWithAHostileNameOrServerIsRefused(String tail) {
    String head = example().toString();
    String link = head.substring(0, head.indexOf("&name=")) + tail;

    assertThatThrownBy(() -> Link.parse(link)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLinkToMoreThan2To40BytesIsRefused() {
    String link = example().toString().replace("size=40000", "size=1099511627777");

    assertThatThrownBy(() -> Link.parse(link)).hasMessageContaining("2^40");
  }
}
