package org.ostraka.sync;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of conflict copies: {@code plan (conflict of laptop, alice, 2026-11-22 07.15.30).txt},
 * in UTC, so that a reader knows whose they are and when it happened.
 */
public record CopyNames(DeskName desk, UserName user, Instant time) {
  // No colon: Windows allows none.
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH.mm.ss").withZone(ZoneOffset.UTC);

  private static final Pattern MARK =
      Pattern.compile(
          "\\(conflict of [^,()]+, [^,()]+, \\d{4}-\\d\\d-\\d\\d \\d\\d\\.\\d\\d\\.\\d\\d( \\d+)?\\)");

  /** A leading dot hides the file and begins no extension. */
  private static final Pattern EXTENSION = Pattern.compile(".(\\.[A-Za-z0-9]{1,16})$");

  /** Whether the name is one of a conflict copy. */
  public static boolean isCopy(EntryName name) {
    return MARK.matcher(name.text()).find();
  }

  /** Whether this desk may have given the copy its name when it put the original aside. */
  public static boolean isCopyOf(EntryName original, EntryName copy, DeskName desk) {
    Matcher mark = MARK.matcher(copy.text());
    return mark.find()
        && mark.group().startsWith("(conflict of " + desk + ", ")
        && (copy.text().substring(0, mark.start()).stripTrailing()
                + copy.text().substring(mark.end()))
            .equals(original.text());
  }

  /**
   * The copy's name.
   *
   * @param attempt 1 for the plain name, more where others have that
   */
  public EntryName name(EntryName original, int attempt) {
    String text = original.text();
    Matcher extended = EXTENSION.matcher(text);
    int dot = extended.find() ? extended.start(1) : text.length();
    String stem = text.substring(0, dot);
    String end = mark(attempt) + text.substring(dot);
    return new EntryName(cut(stem, EntryName.MAX_BYTES - bytes(end)) + end);
  }

  private String mark(int attempt) {
    String number = attempt == 1 ? "" : " " + attempt;
    return " (conflict of %s, %s, %s%s)".formatted(desk, user, TIME.format(time), number);
  }

  /** The text's beginning that fits, in whole characters. */
  private static String cut(String text, int maxBytes) {
    int end = text.length();
    while (bytes(text.substring(0, end)) > maxBytes) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
