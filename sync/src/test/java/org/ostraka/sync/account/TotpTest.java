package org.ostraka.sync.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes as RFC 6238 gives them, each good once. */
final class TotpTest {
  /** "12345678901234567890" in Base32. */
  private static final Totp PUBLISHED = new Totp("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

  private static final Duration STEP = Duration.ofSeconds(30);

  /** Appendix B, the rows of SHA-1, with the last six of their eight digits. */
  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void codesAreThoseOfTheStandard(long seconds, String code) {
    assertThat(PUBLISHED.code(seconds / STEP.toSeconds())).isEqualTo(code);
  }

  @Test
  void aCodeIsGoodForAMinuteOrSoAndOnce() {
    Instant now = Instant.ofEpochSecond(1_234_567_890);
    long step = now.toEpochMilli() / STEP.toMillis();
    String code = PUBLISHED.code(step);
    assertThat(PUBLISHED.stepOf(code, now.toEpochMilli(), 0)).hasValue(step);
    assertThat(PUBLISHED.stepOf(code, now.plus(STEP).toEpochMilli(), 0)).hasValue(step);
    assertThat(PUBLISHED.stepOf(code, now.plus(STEP.multipliedBy(2)).toEpochMilli(), 0)).isEmpty();
    assertThat(PUBLISHED.stepOf(code, now.toEpochMilli(), step)).as("used").isEmpty();
    assertThat(PUBLISHED.stepOf("000000", now.toEpochMilli(), 0)).isEmpty();
  }

  @Test
  void secretsDifferAndCanBeTyped() {
    Totp fresh = Totp.fresh();
    assertThat(fresh.secret()).matches("[A-Z2-7]{32}").isNotEqualTo(Totp.fresh().secret());
    assertThat(fresh.toString()).doesNotContain(fresh.secret());
  }
}
