package org.ostraka.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What docs/commands.md says of the objects that commands print, held against what they print. */
final class DocumentedJson {
  private static final Pattern EXAMPLE =
      Pattern.compile("^### `([^`]+)`|^```json\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

  private DocumentedJson() {}

  /** Fails unless every key is in one of the command's examples, at the same place. */
  static void require(String command, JsonNode printed) throws IOException {
    Set<String> keys = keys(printed);
    assertThat(examples(command))
        .as("docs/commands.md on `%s` has an example with %s", command, keys)
        .anyMatch(example -> keys(example).containsAll(keys));
  }

  private static List<JsonNode> examples(String command) throws IOException {
    List<JsonNode> examples = new ArrayList<>();
    Matcher part = EXAMPLE.matcher(Files.readString(Checkout.ROOT.resolve("docs/commands.md")));
    boolean inSection = false;
    while (part.find()) {
      if (part.group(1) != null) {
        inSection = part.group(1).equals(command);
      } else if (inSection) {
        examples.add(new ObjectMapper().readTree(part.group(2)));
      }
    }
    return examples;
  }

  private static Set<String> keys(JsonNode node) {
    Set<String> keys = new TreeSet<>();
    collect("", node, keys);
    return keys;
  }

  private static void collect(String place, JsonNode node, Set<String> keys) {
    if (node.isArray()) {
      node.forEach(element -> collect(place + "[]", element, keys));
    }
    node.properties()
        .forEach(property -> {
          String key = place + "." + property.getKey();
          keys.add(key);
          collect(key, property.getValue(), keys);
        });
  }
}
