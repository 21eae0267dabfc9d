package org.ostraka.sync.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.sync.EntryName;

/** Every name can be written on every disk, and is read back as it was. */
final class DiskNamesTest {
  private static final DiskNames WINDOWS = new DiskNames(true, "\"*:<>?|\\\u0001", true, true);
  private static final List<String> PIECES =
      List.of(
          "a", "A", "\u00e9", "e\u0301", ".", " ", ":", "?", "\\", "con", "AUX", "\uf000", "\uf03a",
          "\uf101", "\uf17f", "\uf180", "\u0001", "x");

  @Test
  void whatADiskRefusesIsWrittenOtherwise() {
    assertThat(WINDOWS.written("why?")).isEqualTo("why\uf03f");
    assertThat(WINDOWS.written("etc.")).isEqualTo("etc\uf02e");
    assertThat(WINDOWS.written("aux.txt")).isEqualTo("au\uf078.txt");
    assertThat(WINDOWS.written("auxiliary.txt")).isEqualTo("auxiliary.txt");
    assertThat(WINDOWS.written("Plan.txt", 2)).isEqualTo("Plan\uf102.txt");
    assertThat(DiskNames.ALL.written("why?")).isEqualTo("why?");
  }

  @Test
  void everyNameIsReadBack() {
    Random random = new Random(7);
    for (int run = 0; run < 100_000; run++) {
      String name = someName(random);
      int tag = random.nextInt(3);
      String written = WINDOWS.written(name, tag);
      assertThat(WINDOWS.read(written)).as("%s as %s", name, written).isEqualTo(name);
      assertThat(written.substring(0, written.length() - 1)).doesNotContain(":", "?", "\\");
    }
  }

  @Test
  void namesThatDifferAreWrittenSo() {
    Random random = new Random(8);
    Map<String, String> names = new HashMap<>();
    for (int run = 0; run < 100_000; run++) {
      String name = someName(random);
      String before = names.put(WINDOWS.written(name, run % 3), name);
      assertThat(before == null || before.equals(name)).as("%s and %s", before, name).isTrue();
    }
  }

  private static String someName(Random random) {
    StringBuilder name = new StringBuilder();
    int pieces = 1 + random.nextInt(4);
    for (int piece = 0; piece < pieces; piece++) {
      name.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return EntryName.isValid(name.toString()) ? name.toString() : "a";
  }

  @Test
  void whatStandsForNothingIsNoName() {
    assertThat(WINDOWS.read("a\uf078b")).endsWith("\ufffd");
    assertThat(WINDOWS.read("\uf02f")).endsWith("\ufffd");
    assertThat(WINDOWS.readPath("au\uf078/a\uf03ab")).isEqualTo("aux/a:b");
  }

  @Test
  void thisDiskHoldsEveryNameAndIsLeftAsItWas(@TempDir Path folder) throws Exception {
    assertThat(NameTrial.in(folder)).isEqualTo(DiskNames.ALL);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }
}
