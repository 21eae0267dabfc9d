package org.ostraka.base;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which release a program is: 1 to 40 letters, digits, '.', '_', '+' and '-', the first one a
 * letter or digit.
 */
public record ProgramVersion(String text) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,39}");
  private static final Pattern PRODUCT =
      Pattern.compile("Ostraka/(" + FORM.pattern() + ")(?: .*)?");

  /** This program's; its jar says it, and what runs without a jar has none. */
  public static final ProgramVersion OWN =
      new ProgramVersion(
          Optional.ofNullable(ProgramVersion.class.getPackage().getImplementationVersion())
              .orElse("working-tree"));

  /** Checks the form. */
  public ProgramVersion {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a version is 1 to 40 letters, digits, '.', '_', '+' and '-', a letter or digit first");
    }
  }

  /** The version of ours that a User-Agent begins with (RFC 9110, 10.1.5); empty for any other. */
  public static Optional<ProgramVersion> ofUserAgent(String header) {
    Matcher product = PRODUCT.matcher(header);
    return product.matches() ? Optional.of(new ProgramVersion(product.group(1))) : Optional.empty();
  }

  /** How a program of this version names itself to a server. */
  public String userAgent() {
    return "Ostraka/" + text;
  }

  @Override
  public String toString() {
    return text;
  }
}
