package org.ostraka.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/** JSON as it is spoken here: strict when read; a field without a value is left out. */
public final class Json {
  private static final int DEEPEST = 20;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // What a parser quotes of its input could be a password, or a voter's id.
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.USE_DEFAULTS))
          .build();

  static {
    MAPPER
        .getFactory()
        .setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build());
  }

  private Json() {}

  /** The value as UTF-8. */
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a form of ours has no JSON", e);
    }
  }

  /** Writes the value while it is made; the stream stays open. */
  public static void write(Object value, OutputStream out) throws IOException {
    MAPPER.writeValue(out, value);
  }

  /**
   * Reads a request's body.
   *
   * @throws Fault INVALID_INPUT that quotes nothing of the content but the names of fields
   */
  static <T> T read(ByteBuffer body, Class<T> form) throws Fault {
    try {
      @Nullable T value =
          MAPPER.readValue(
              body.array(), body.arrayOffset() + body.position(), body.remaining(), form);
      if (value == null) {
        throw malformed("the body is null");
      }
      return value;
    } catch (UnrecognizedPropertyException e) {
      throw malformed("unknown field " + e.getPropertyName());
    } catch (IOException _) {
      throw malformed("the body is not JSON of the form that the API's description gives");
    }
  }

  private static Fault malformed(String message) {
    return new Fault(FaultKind.INVALID_INPUT, "malformed-json", message);
  }

  /**
   * A field that must be there.
   *
   * @throws Fault INVALID_INPUT that names it
   */
  public static <T> T require(@Nullable T value, String field) throws Fault {
    if (value == null) {
      throw malformed("the field " + field + " is missing");
    }
    return value;
  }

  /**
   * Reads an answer of a server.
   *
   * @throws IOException if it has another form
   */
  public static <T> T answer(InputStream body, Class<T> form) throws IOException {
    return MAPPER.readValue(body, form);
  }

  /** As {@link #answer(InputStream, Class)}. */
  public static <T> T answer(byte[] body, Class<T> form) throws IOException {
    return MAPPER.readValue(body, form);
  }
}
