package org.ostraka.sync.account;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an administrator decides for everybody on a hub. {@link IllegalArgumentException} for what
 * no hub can have.
 *
 * @param sessionMinutes how long a person stays signed in at most
 * @param idleMinutes how long a browser stays signed in without a request
 * @param links whether people without an account get anything by links
 * @param longestLinkDays how long a link may last that is made now; 0 for no end
 * @param userQuotaBytes the quota of a user who is added now; 0 for no limit
 * @param loginTries passwords that may be wrong, one after the other, before a name has to wait
 */
public record Settings(
    long sessionMinutes,
    long idleMinutes,
    boolean links,
    long longestLinkDays,
    long userQuotaBytes,
    long loginTries) {

  private static final long DAY_MINUTES = Duration.ofDays(1).toMinutes();
  private static final long LONGEST_SESSION_DAYS = 30;
  private static final long MOST_LINK_DAYS = 3_650;
  private static final long MOST_TRIES = 100;

  /** Those of a hub where nobody has decided anything. */
  public static final Settings STANDARD =
      new Settings(Stay.LENGTH.toMinutes(), Stay.IDLE.toMinutes(), true, 0, 0, 5);

  /** Holds each against its limits. */
  public Settings {
    requireWithin("sessionMinutes", sessionMinutes, 5, LONGEST_SESSION_DAYS * DAY_MINUTES);
    requireWithin("idleMinutes", idleMinutes, 1, DAY_MINUTES);
    requireWithin("longestLinkDays", longestLinkDays, 0, MOST_LINK_DAYS);
    requireWithin("userQuotaBytes", userQuotaBytes, 0, Long.MAX_VALUE);
    requireWithin("loginTries", loginTries, 3, MOST_TRIES);
  }

  private static void requireWithin(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException("%s: from %d to %d".formatted(name, least, most));
    }
  }

  Duration sessionLength() {
    return Duration.ofMinutes(sessionMinutes);
  }

  Duration idleLength() {
    return Duration.ofMinutes(idleMinutes);
  }

  /** By name, as they are kept. */
  Map<String, Long> values() {
    Map<String, Long> values = new LinkedHashMap<>();
    values.put("sessionMinutes", sessionMinutes);
    values.put("idleMinutes", idleMinutes);
    values.put("links", links ? 1L : 0L);
    values.put("longestLinkDays", longestLinkDays);
    values.put("userQuotaBytes", userQuotaBytes);
    values.put("loginTries", loginTries);
    return values;
  }

  /** Of what is kept; the standard decides what is not. */
  static Settings of(Map<String, Long> kept) {
    Map<String, Long> values = STANDARD.values();
    values.putAll(kept);
    return new Settings(
        values.getOrDefault("sessionMinutes", 0L),
        values.getOrDefault("idleMinutes", 0L),
        values.getOrDefault("links", 0L) != 0,
        values.getOrDefault("longestLinkDays", 0L),
        values.getOrDefault("userQuotaBytes", 0L),
        values.getOrDefault("loginTries", 0L));
  }
}
