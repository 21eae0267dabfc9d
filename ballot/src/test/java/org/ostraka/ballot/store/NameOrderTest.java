package org.ostraka.ballot.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Names are saved in the order of their bytes, whatever they have in common. */
class NameOrderTest {

  private static List<String> sorted(List<String> names) {
    byte[][] bytes = names.stream().map(name -> name.getBytes(UTF_8)).toArray(byte[][]::new);
    int[] order =
        NameOrder.of(
            bytes.length, (number, index) -> bytes[number][index] & 0xff, it -> bytes[it].length);
    return Arrays.stream(order).mapToObj(names::get).toList();
  }

  private static List<String> byBytes(List<String> names) {
    List<String> sorted = new ArrayList<>(names);
    sorted.sort((one, other) -> Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8)));
    return sorted;
  }

  @Test
  void noNamesAndOneName() {
    assertEquals(List.of(), sorted(List.of()));
    assertEquals(List.of("a"), sorted(List.of("a")));
  }

  @Test
  void aNameStandsBeforeThoseThatBeginWithIt() {
    List<String> names = List.of("ballot-12", "ballot-1", "ballot", "ballot-123456789", "b");
    assertEquals(byBytes(names), sorted(names));
  }

  @Test
  void lettersBeyondAsciiStandBehindIt() {
    List<String> names = List.of("zoé", "zoë", "zo", "été", "𝔅allot", "ﬁn", "z");
    assertEquals(byBytes(names), sorted(names));
  }

  @Test
  void longCommonBeginningsInEachDirectory() {
    List<String> names = new ArrayList<>();
    for (int number = 0; number < 500; number++) {
      names.add("district-%d/office/ballot-%05d".formatted(number % 3, number * 7919 % 500));
    }
    assertEquals(byBytes(names), sorted(names));
  }

  @Test
  void namesOfAnyLetters() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      List<String> names = new ArrayList<>();
      for (int count = random.nextInt(60); count > 0; count--) {
        names.add(name(random));
      }
      assertEquals(byBytes(names), sorted(names));
    }
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder();
    for (int length = 1 + random.nextInt(12); length > 0; length--) {
      name.append("aab/é".charAt(random.nextInt(5)));
    }
    return name.toString();
  }

  @Test
  void equalNamesKeepTheirOrder() {
    int[] order = NameOrder.of(4, (number, index) -> 'x', number -> number == 2 ? 1 : 9);
    assertArrayEquals(new int[] {2, 0, 1, 3}, order);
  }
}
