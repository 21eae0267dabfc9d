package org.ostraka.app.sync;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.Console;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.UserName;

/** What a person types or a script hands in, and no other user of the machine can see. */
final class Secret {
  private static final String VARIABLE = "OSTRAKA_PASSWORD";
  private static final String NEW_VARIABLE = "OSTRAKA_NEW_PASSWORD";

  private Secret() {}

  /** From the environment, else from the terminal, else the first line of standard input. */
  static String password(Console console, String prompt) throws IOException, Fault {
    @Nullable String given = System.getenv(VARIABLE);
    if (given != null && !given.isEmpty()) {
      return given;
    }
    if (console.terminal()) {
      char[] typed = terminal().readPassword("%s: ", prompt);
      if (typed != null && typed.length > 0) {
        return new String(typed);
      }
    } else {
      @Nullable String line = line(console);
      if (line != null && !line.isEmpty()) {
        return line;
      }
    }
    throw Fault.of(
        FaultKind.INVALID_INPUT,
        "no password: type it, or give it as the first line of standard input or in " + VARIABLE);
  }

  /** The person's own password, in place of one that serves once. */
  static String newPassword(Console console, UserName user) throws Fault {
    @Nullable String given = System.getenv(NEW_VARIABLE);
    if (given != null && !given.isEmpty()) {
      return given;
    }
    if (!console.terminal()) {
      throw new Fault(
          FaultKind.UNAUTHENTICATED,
          "password-once",
          "this password of %s serves once: give your own in %s, or sign in in a browser first"
              .formatted(user, NEW_VARIABLE));
    }
    console.note("this password of %s serves once: choose your own", user);
    char[] typed = terminal().readPassword("new password: ");
    char[] again = terminal().readPassword("once more: ");
    if (typed == null || !Arrays.equals(typed, again)) {
      throw Fault.of(FaultKind.INVALID_INPUT, "the two are not the same: nothing was changed");
    }
    return new String(typed);
  }

  /** Where somebody can be asked, if {@link Console#terminal} says so. */
  static java.io.Console terminal() {
    return Objects.requireNonNull(System.console(), "no terminal");
  }

  /** The next line of standard input, or null at its end. */
  static @Nullable String line(Console console) throws IOException {
    return new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8))
        .readLine();
  }
}
