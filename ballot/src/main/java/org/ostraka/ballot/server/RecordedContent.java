package org.ostraka.ballot.server;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.ostraka.ballot.Block;

/**
 * A ballot's content as one field of a CSV file: text where it is plain text, Base64 otherwise, so
 * that the exact bytes can be had back.
 *
 * @param encoding {@value #TEXT} or {@value #BASE64}
 */
record RecordedContent(String encoding, String text) {
  static final String TEXT = "utf-8";
  static final String BASE64 = "base64";

  static RecordedContent of(Block block) {
    byte[] bytes = block.toBytes();
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return isPlain(text) ? new RecordedContent(TEXT, text) : base64(bytes);
    } catch (CharacterCodingException _) {
      return base64(bytes);
    }
  }

  /** Readers of CSV change carriage returns and lose other control characters. */
  private static boolean isPlain(String text) {
    return text.chars().allMatch(it -> it == '\n' || it == '\t' || !Character.isISOControl(it));
  }

  private static RecordedContent base64(byte[] bytes) {
    return new RecordedContent(BASE64, Base64.getEncoder().encodeToString(bytes));
  }
}
