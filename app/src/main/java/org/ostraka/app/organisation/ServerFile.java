package org.ostraka.app.organisation;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ostraka.base.Fault;

/** {@code server.toml}: one line a key, each of which may be left out. */
final class ServerFile {
  private static final Set<String> KEYS =
      Stream.of(ServerKey.values())
          .map(ServerKey::word)
          .collect(Collectors.toCollection(LinkedHashSet::new));

  private ServerFile() {}

  static ServerSettings read(Path file) throws Fault {
    TomlFile toml = TomlFile.read(file);
    JsonNode content = toml.content();
    toml.requireKnown(content, KEYS);
    ServerSettings settings = ServerSettings.STANDARD;
    for (ServerKey key : ServerKey.values()) {
      if (content.has(key.word())) {
        settings = settings.with(key, toml.number(content, key.word(), key.least(), key.most()));
      }
    }
    return settings;
  }

  static String write(ServerSettings settings) {
    return Stream.of(ServerKey.values())
        .map(key -> "# %s%n%s = %d%n".formatted(key.meaning(), key.word(), settings.get(key)))
        .collect(Collectors.joining(System.lineSeparator()));
  }
}
