package org.ostraka.base.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class PasswordHashTest {

  @Test
  void knowsItsPasswordAndNoOther() {
    PasswordHash kept = PasswordHash.parse(PasswordHash.of("Périclès, 461").toString());
    assertThat(kept.matches("Périclès, 461")).isTrue();
    assertThat(kept.matches("Pericles, 461")).isFalse();
    assertThat(kept.matches("")).isFalse();
  }

  @Test
  void saysItsCostInTheUsualForm() {
    PasswordHash hash = PasswordHash.of("x");
    assertThat(hash.toString()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").hasSize(97);
  }

  @Test
  void twoHashesOfOnePasswordDiffer() {
    assertThat(PasswordHash.of("same").toString()).isNotEqualTo(PasswordHash.of("same").toString());
  }

  @Test
  void refusesWhatIsNoHash() {
    assertThatIllegalArgumentException().isThrownBy(() -> PasswordHash.parse("$argon2id$v=19$"));
  }

  @Test
  void anEndlessPasswordIsNotHashed() {
    assertThat(PasswordHash.of("x").matches("x".repeat(1 << 20))).isFalse();
  }
}
