package org.ostraka.ballot.store;

import java.util.Arrays;

/**
 * Sorts names by their bytes without touching an object: what names begin with in common is passed
 * over, the next five letters and the name's number make one {@code long}, and those are sorted.
 * Names that agree in all of these letters are sorted among themselves in the same way.
 */
final class NameOrder {
  private static final int NUMBER_BITS = 24;
  private static final int LETTERS = (Long.SIZE - NUMBER_BITS) / Byte.SIZE;

  private final Letters letters;
  private final Lengths lengths;
  private final int[] numbers;

  /** The letter of a name at an index below its length, as an unsigned byte, never 0. */
  @FunctionalInterface
  interface Letters {
    int at(int number, int index);
  }

  /** How many letters a name has. */
  @FunctionalInterface
  interface Lengths {
    int of(int number);
  }

  private NameOrder(int count, Letters letters, Lengths lengths) {
    this.letters = letters;
    this.lengths = lengths;
    this.numbers = new int[count];
    Arrays.setAll(numbers, number -> number);
  }

  /** The numbers from 0 to before {@code count} by name; equal names keep their order. */
  static int[] of(int count, Letters letters, Lengths lengths) {
    if (count >= 1 << NUMBER_BITS) {
      throw new IllegalArgumentException(count + " names: fewer than 16,777,216");
    }
    NameOrder order = new NameOrder(count, letters, lengths);
    order.sort(0, count, 0);
    return order.numbers;
  }

  /** Sorts a part of the numbers, whose names agree in their first letters. */
  private void sort(int from, int to, int agreed) {
    if (to - from < 2) {
      return;
    }
    int common = common(from, to, agreed);
    long[] keys = new long[to - from];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = key(numbers[from + i], common);
    }
    Arrays.sort(keys);
    for (int i = 0; i < keys.length; i++) {
      numbers[from + i] = (int) keys[i] & (1 << NUMBER_BITS) - 1;
    }
    sortTies(keys, from, common + LETTERS);
  }

  /** So that unsigned letters sort as signed numbers do, the highest bit is turned. */
  private long key(int number, int from) {
    int length = lengths.of(number);
    long key = 0;
    for (int at = from; at < from + LETTERS; at++) {
      key = key << Byte.SIZE | (at < length ? letters.at(number, at) : 0);
    }
    return (key << NUMBER_BITS | number) ^ Long.MIN_VALUE;
  }

  private void sortTies(long[] keys, int from, int agreed) {
    int first = 0;
    for (int i = 1; i <= keys.length; i++) {
      if (i == keys.length || keys[i] >>> NUMBER_BITS != keys[first] >>> NUMBER_BITS) {
        if (lengths.of(numbers[from + first]) >= agreed) {
          sort(from + first, from + i, agreed);
        }
        first = i;
      }
    }
  }

  /** How many letters all names of the part begin with. */
  private int common(int from, int to, int agreed) {
    int first = numbers[from];
    int common = lengths.of(first);
    for (int i = from + 1; i < to && common > agreed; i++) {
      common = common(first, numbers[i], agreed, common);
    }
    return common;
  }

  private int common(int one, int other, int agreed, int atMost) {
    int most = Math.min(atMost, lengths.of(other));
    int at = agreed;
    while (at < most && letters.at(one, at) == letters.at(other, at)) {
      at++;
    }
    return at;
  }
}
