package org.ostraka.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class HostPortTest {

  @Test
  void whatIsWrittenIsReadAndWrittenTheSame() {
    for (String text :
        List.of("localhost:7000", "a-1.example:0", "10.0.0.7:65535", "[::1]:80", "[fe80::1:2]:1")) {
      assertThat(HostPort.parse(text)).hasToString(text);
    }
  }

  @Test
  void bracketsAreNoPartOfTheHost() {
    assertThat(HostPort.parse("[::1]:7000")).isEqualTo(new HostPort("::1", 7000));
    assertThat(HostPort.parse("[::1]:7000").resolve().getPort()).isEqualTo(7000);
  }

  @Test
  void whatBreaksARuleIsNamed() {
    for (String text :
        List.of(
            "",
            ":",
            "localhost",
            "localhost:",
            ":7000",
            "::1:7000",
            "[::1]",
            "[]:1",
            "[localhost]:1",
            "[::1]7000",
            "a:b:1",
            "localhost:65536",
            "localhost:-1",
            "localhost:+1",
            "localhost: 1",
            "localhost:1 ",
            "localhost:000001",
            "http://a:1",
            "a/b:1",
            "a_b:1",
            "-a:1",
            "a..b:1",
            "*:1",
            "1.2.3:1",
            "256.1.1.1:1",
            "1:1",
            "[1.2.3.4]:1",
            "[::1%lo]:1",
            "[:::]:1",
            "x".repeat(64) + ":1")) {
      assertThatIllegalArgumentException()
          .as(text)
          .isThrownBy(() -> HostPort.parse(text))
          .withMessageMatching("(address|host|port [0-9]+ of) '.*': .+");
    }
  }

  @Test
  void anAddressIsToldFromAName() {
    assertThat(List.of("1.2.3.4", "::1", "fe80::1")).allMatch(HostPort::isAddress);
    assertThat(List.of("localhost", "1.2.3", "beef", "1.2.3.4.example"))
        .noneMatch(HostPort::isAddress);
  }
}
