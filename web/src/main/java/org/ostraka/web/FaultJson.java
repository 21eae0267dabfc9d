package org.ostraka.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * A fault in an answer.
 *
 * @param error its code
 * @param kind what the caller can act on: {@link FaultKind} in lower case with hyphens
 * @param message one line for people
 */
public record FaultJson(String error, String kind, String message) {
  private static final int LONGEST = 64 << 10;

  /** The form of a fault. */
  public static FaultJson of(Fault fault) {
    return new FaultJson(fault.code(), word(fault.kind()), fault.text());
  }

  private static String word(FaultKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The fault of an answer.
   *
   * @param body JSON, if a server of ours gave it; no more is read than the longest fault has
   * @param otherwise what it means if none of ours did
   */
  public static Fault read(InputStream body, Supplier<Fault> otherwise) {
    try {
      return Json.answer(body.readNBytes(LONGEST), FaultJson.class).toFault();
    } catch (IOException _) {
      return otherwise.get();
    }
  }

  private Fault toFault() {
    FaultKind known =
        Stream.of(FaultKind.values())
            .filter(it -> word(it).equals(kind))
            .findAny()
            .orElse(FaultKind.BROKEN);
    return new Fault(known, error, message);
  }
}
