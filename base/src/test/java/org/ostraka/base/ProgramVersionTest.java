package org.ostraka.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program says of its release, and what is believed of it. */
final class ProgramVersionTest {

  @Test
  void whatAProgramCallsItselfIsUnderstood() {
    ProgramVersion version = new ProgramVersion("1.2.0-rc.1+7");
    assertThat(ProgramVersion.ofUserAgent(version.userAgent())).contains(version);
    assertThat(ProgramVersion.ofUserAgent("Ostraka/1.2.0 (Linux)"))
        .contains(new ProgramVersion("1.2.0"));
    assertThat(ProgramVersion.ofUserAgent(ProgramVersion.OWN.userAgent()))
        .contains(ProgramVersion.OWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Ostraka",
        "Ostraka/",
        "Ostraka/-1",
        "Ostraka/<b>",
        "curl/8.5.0",
        "Ostraka/1\n2"
      })
  void anythingElseIsNoVersion(String header) {
    assertThat(ProgramVersion.ofUserAgent(header)).isEmpty();
  }

  @Test
  void aVersionIsShort() {
    assertThat(ProgramVersion.ofUserAgent("Ostraka/" + "9".repeat(41))).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> new ProgramVersion("9".repeat(41)));
  }
}
