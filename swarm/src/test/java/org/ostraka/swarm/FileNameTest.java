package org.ostraka.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../x",
        "/etc/passwd",
        "a/b",
        "a\\b",
        "C:\\x",
        "x\u0000y",
        "x\ny",
        "\u007f",
        "\u0085",
        "\ud800"
      })
  void namesThatLeadElsewhereAreRefused(String name) {
    assertThatThrownBy(() -> new FileName(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesOfMoreThan255BytesAreRefused() {
    assertThat(new FileName("x".repeat(255)).local()).hasSize(255);
    assertThatThrownBy(() -> new FileName("x".repeat(256))).hasMessageContaining("255 bytes");
    assertThatThrownBy(() -> new FileName("\u00e9".repeat(128))).hasMessageContaining("255 bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "con, _con",
    "Aux.txt, _Aux.txt",
    "COM1, _COM1",
    "lpt9.tar.gz, _lpt9.tar.gz",
    "nul .x, _nul .x",
    "console, console",
    "a:b, a_b",
    "what?, what_",
    "end., end_",
    "'end ', end_",
    "..., .._",
    "été.pdf, été.pdf"
  })
  void theLocalNameIsAPlainFileOnEveryPlatform(String name, String local) {
    assertThat(new FileName(name).local()).isEqualTo(local);
  }

  @Test
  void aDeviceNameThatIsLongStaysWithinTheLimit() {
    String local = new FileName("con." + "x".repeat(251)).local();

    assertThat(local.getBytes(StandardCharsets.UTF_8)).hasSize(255);
    assertThat(local).startsWith("_con.");
  }

  @Test
  void charactersThatTurnTextAroundAreNotShown() {
    assertThat(new FileName("invoice\u202efdp.exe").shown()).doesNotContain("\u202e");
  }
}
