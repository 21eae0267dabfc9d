package org.ostraka.app.organisation;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.AtomicFiles;
import org.ostraka.base.DiskFaults;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.FileDisk;

/**
 * A TOML file by the rules that all of ours have: known keys only, and faults that name file and
 * line.
 */
final class TomlFile {
  private static final int MAX_BYTES = 1 << 20;

  private final Path file;
  private final List<String> lines;
  private final JsonNode content;

  private TomlFile(Path file, List<String> lines, JsonNode content) {
    this.file = file;
    this.lines = lines;
    this.content = content;
  }

  static TomlFile read(Path file) throws Fault {
    try {
      byte[] bytes = new AtomicFiles(new FileDisk()).read(file, MAX_BYTES);
      String text = new String(bytes, StandardCharsets.UTF_8);
      return new TomlFile(file, text.lines().toList(), new TomlMapper().readTree(text));
    } catch (JacksonException e) {
      throw malformed(file, e);
    } catch (IOException e) {
      throw DiskFaults.of(e, file);
    }
  }

  private static Fault malformed(Path file, JacksonException e) {
    @Nullable JsonLocation at = e.getLocation();
    String line = at == null ? "" : ":" + at.getLineNr();
    return Fault.of(
        FaultKind.INVALID_INPUT,
        "%s%s: not TOML: %s".formatted(file, line, e.getOriginalMessage()));
  }

  JsonNode content() {
    return content;
  }

  /** Refuses the first key of the table that is not known. */
  void requireKnown(JsonNode table, Set<String> known) throws Fault {
    for (String key : (Iterable<String>) table::fieldNames) {
      if (!known.contains(key)) {
        throw refused(key, "unknown key '%s': known are %s".formatted(key, known));
      }
    }
  }

  String text(JsonNode table, String key) throws Fault {
    @Nullable JsonNode value = table.get(key);
    if (value == null || !value.isTextual()) {
      throw refused(key, "'%s' must be a string in quotes".formatted(key));
    }
    return value.textValue();
  }

  /** The whole number under a key of the table, within its bounds. */
  long number(JsonNode table, String key, long least, long most) throws Fault {
    @Nullable JsonNode value = table.get(key);
    if (value == null || !value.canConvertToLong() || !value.isIntegralNumber()) {
      throw refused(key, "'%s' must be a whole number".formatted(key));
    }
    if (value.longValue() < least || value.longValue() > most) {
      throw refused(key, "%s = %d: %d to %d".formatted(key, value.longValue(), least, most));
    }
    return value.longValue();
  }

  /** A fault at the first line that gives the key; at the file when none does. */
  Fault refused(String key, String rule) {
    for (int line = 0; line < lines.size(); line++) {
      if (lines.get(line).strip().matches("\\Q" + key + "\\E\\s*=.*|\\[+\\Q" + key + "\\E\\]+.*")) {
        return refused("%s:%d: %s".formatted(file, line + 1, rule));
      }
    }
    return refused("%s: %s".formatted(file, rule));
  }

  /** A fault of the file as a whole. */
  Fault refused(IllegalArgumentException rule) {
    return refused("%s: %s".formatted(file, rule.getMessage()));
  }

  private static Fault refused(String message) {
    return new Fault(FaultKind.INVALID_INPUT, "configuration", message);
  }
}
