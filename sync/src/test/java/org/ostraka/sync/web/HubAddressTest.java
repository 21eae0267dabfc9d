package org.ostraka.sync.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ostraka.base.HostPort;

/** Where a hub is, as people give it. */
final class HubAddressTest {
  private static final HostPort SOMEWHERE = new HostPort("hub.example", 8443);

  @Test
  void aFingerprintMayHaveColonsAndCapitals() {
    String printed = "7A:F7:" + "00:".repeat(29) + "6D";
    assertThat(new HubAddress(SOMEWHERE, printed).fingerprint())
        .isEqualTo("7af7" + "00".repeat(29) + "6d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00:11", "x"})
  void whatIsNoFingerprintIsNamedWithTheRule(String given) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HubAddress(SOMEWHERE, given))
        .withMessageContaining("fingerprint '" + given + "'")
        .withMessageContaining("64 hexadecimal digits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://hub.example", "hub.example:8443", "https://hub.example/path"})
  void anAddressIsHttpsWithoutPath(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HubAddress.parse(url))
        .withMessageContaining("https://HOST");
  }
}
