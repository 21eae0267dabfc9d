package org.ostraka.base.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * A kind of PEM block (RFC 7468): Base64 between two labelled lines. No message shows what stands
 * between them.
 */
enum Pem {
  CERTIFICATE("CERTIFICATE"),
  PRIVATE_KEY("PRIVATE KEY");

  /** No file of ours comes near. */
  static final int MAX_BYTES = 64 * 1024;

  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private final String label;
  private final Pattern block;

  Pem(String label) {
    this.label = label;
    this.block =
        Pattern.compile(
            "-----BEGIN %s-----\\s++([A-Za-z0-9+/=\\s]++)-----END %s-----".formatted(label, label));
  }

  byte[] encode(byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, LINES.encodeToString(der), label)
        .getBytes(US_ASCII);
  }

  /** The content of the file's one block of this kind. */
  byte[] decode(byte[] pem, Path file) throws Fault {
    Matcher found = block.matcher(new String(pem, US_ASCII));
    if (!found.find()) {
      throw broken(file);
    }
    String base64 = found.group(1);
    if (found.find()) {
      throw broken(file);
    }
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException _) {
      throw broken(file);
    }
  }

  Fault broken(Path file) {
    return new Fault(
        FaultKind.INVALID_INPUT,
        "broken-pem",
        "%s must hold one readable PEM block \"%s\": restore it from a copy or have it issued anew"
            .formatted(file, label));
  }
}
