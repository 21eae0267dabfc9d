package org.ostraka.swarm.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ostraka.swarm.ErrorCode;
import org.ostraka.swarm.Link;
import org.ostraka.swarm.Message;

/** Holds the protocol's text true: what it says is what the code does. */
class RfcTest {

  static List<RfcText> texts() throws IOException {
    return RfcText.all();
  }

  static Stream<Message> messages() {
    return Examples.all();
  }

  @ParameterizedTest
  @MethodSource("texts")
  void theTextIsAsciiOfAtMost72Columns(RfcText text) {
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).matches("[ -~]{0,72}"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void theTextHasTheUsualSections(RfcText text) {
    assertThat(text.lines())
        .anyMatch(line -> line.equals("Abstract"))
        .anyMatch(line -> line.equals("Status of This Memo"))
        .anyMatch(line -> line.equals("Table of Contents"))
        .anyMatch(line -> line.matches("[0-9]+\\.  Introduction"))
        .anyMatch(line -> line.matches("[0-9]+\\.  Requirements Language"))
        .anyMatch(line -> line.matches("[0-9]+\\.  Terminology"))
        .anyMatch(line -> line.matches("[0-9]+\\.  Errors"))
        .anyMatch(line -> line.matches("[0-9]+\\.  Security Considerations"))
        .anyMatch(line -> line.matches("[0-9]+\\.  Manageability Considerations"))
        .anyMatch(line -> line.matches("[0-9]+\\.  IANA Considerations"))
        .anyMatch(line -> line.matches("[0-9]+\\.  References"))
        .anyMatch(line -> line.matches("Appendix A\\.  Worked Examples"));
  }

  @Test
  void theTableOfMessageTypesIsThatOfTheCode() throws IOException {
    Map<String, String> told = new TreeMap<>();
    RfcText.asBuilt()
        .rows(" {3}(0x[0-9A-F]{2})  ([A-Z]+) .* (\\d+)")
        .forEach(row -> told.put(row.get(1), row.get(0) + " " + row.get(2)));
    Map<String, String> coded = new TreeMap<>();
    for (MessageType type : MessageType.values()) {
      coded.put(type.name(), "0x%02X %d".formatted(type.code(), type.maxBody()));
    }

    assertThat(told).isEqualTo(coded);
  }

  @Test
  void theTableOfErrorsIsThatOfTheCode() throws IOException {
    Map<String, String> told = new TreeMap<>();
    RfcText.asBuilt()
        .rows(" {3}(0x[0-9A-F]{4})  ([A-Z-]+) .*")
        .forEach(row -> told.put(row.get(1).replace('-', '_'), row.getFirst()));
    Map<String, String> coded = new TreeMap<>();
    for (ErrorCode code : ErrorCode.values()) {
      coded.put(code.name(), "0x%04X".formatted(code.number()));
    }

    assertThat(told).isEqualTo(coded);
  }

  @Test
  void everyMessageHasItsPartOfTheSecurityConsiderations() throws IOException {
    String security =
        String.join(" ", RfcText.asBuilt().section("Security Considerations"))
            .replaceAll(" +", " ");
    for (MessageType type : MessageType.values()) {
      assertThat(security).containsPattern("o ([A-Z]+(,| and) )*" + type + "(:|,| and)");
    }
  }

  @Test
  void everyMessageHasAnExample() throws IOException {
    assertThat(RfcText.asBuilt().examples().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(MessageType.values()).map(Enum::name).toList());
    assertThat(messages().map(MessageType::of)).containsExactly(MessageType.values());
  }

  @ParameterizedTest
  @MethodSource("messages")
  void theExampleIsWhatTheCodecSaysInBothDirections(Message message) throws IOException {
    byte[] example = RfcText.asBuilt().examples().get(MessageType.of(message).name());

    assertThat(Encoder.encode(message)).isEqualTo(ByteBuffer.wrap(example));
    assertThat(Decoder.decode(ByteBuffer.wrap(example))).isEqualTo(message);
  }

  @Test
  void theExampleOfATreeIsTheTree() throws IOException {
    List<String> digests = new ArrayList<>();
    String joined = String.join("\n", RfcText.asBuilt().section("The Tree"));
    java.util.regex.Matcher digest =
        java.util.regex.Pattern.compile("([0-9a-f]{32})\\n +([0-9a-f]{32})").matcher(joined);
    while (digest.find()) {
      digests.add(digest.group(1) + digest.group(2));
    }

    assertThat(digests.subList(0, 3))
        .isEqualTo(Examples.LEAVES.stream().map(Object::toString).toList());
    assertThat(digests.getLast()).isEqualTo(Examples.KEY.root().toString());
  }

  @Test
  void theExampleOfALinkIsALink() throws IOException {
    StringBuilder link = new StringBuilder();
    RfcText.asBuilt().section("The Link").stream()
        .map(String::strip)
        .filter(line -> line.matches("(pire2pire:|[0-9a-f]{64}|[?&].*)"))
        .forEach(link::append);
    Link parsed = Link.parse(link.toString());

    assertThat(parsed.key()).isEqualTo(Examples.KEY);
    assertThat(parsed.name().text()).isEqualTo("pots.bin");
    assertThat(parsed.servers()).hasToString("[map1.example:7411]");
    assertThat(parsed).hasToString(link.toString());
  }
}
