package org.ostraka.sync.home;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.ostraka.base.AtomicFiles;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.FileDisk;

/** The files of a desk's home: small JSON objects, replaced whole, open to their owner only. */
final class HomeJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          // A newer version may have added something to a file that this one reads.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final AtomicFiles files = new AtomicFiles(FileDisk.ownerOnly());

  /**
   * What the file has, or nothing if there is no file.
   *
   * @throws Fault CORRUPT if it has another form
   */
  <T> Optional<T> read(Path file, Class<T> form) throws IOException, Fault {
    try {
      return Optional.of(MAPPER.readValue(Files.readAllBytes(file), form));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw new Fault(
          FaultKind.CORRUPT,
          "damaged-home",
          "%s is not what a desk writes there: %s".formatted(file, e.getOriginalMessage()),
          e);
    }
  }

  /** Replaces the file; durable when this returns. */
  void write(Path file, Object form) throws IOException {
    files.replace(file, text(form).getBytes(StandardCharsets.UTF_8));
  }

  /** The form over several lines. */
  static String text(Object form) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(form);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a form of ours has no JSON", e);
    }
  }
}
