package org.ostraka.ballot.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/** JSON as it is spoken here: strict when read; a field without a value is null. */
final class Json {
  private static final int DEEPEST = 20;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // What a parser quotes of its input could be a voter's id.
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  static {
    MAPPER
        .getFactory()
        .setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build());
  }

  private Json() {}

  /** The value as UTF-8. */
  static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a form of ours has no JSON", e);
    }
  }

  /**
   * Reads a request's body.
   *
   * @throws Fault INVALID_INPUT that quotes nothing of the content but the names of fields
   */
  static <T> T read(ByteBuffer body, Class<T> form) throws Fault {
    try {
      T value =
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
   * Reads an answer of a server.
   *
   * @throws IOException if it has another form
   */
  static <T> T answer(byte[] body, Class<T> form) throws IOException {
    return MAPPER.readValue(body, form);
  }
}
