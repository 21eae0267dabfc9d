package org.ostraka.app.demo;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.batch.CsvFile;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/** What the demo puts through its servers: the user's own files and ballots, or those shipped. */
final class Samples {
  private static final long MOST_LARGE = 32 << 20;
  private static final int FEWEST_BALLOTS = 30;

  private final @Nullable Path files;
  private final @Nullable Path ballots;

  /**
   * @param files a folder of the user's, or null
   * @param ballots a file of the user's as {@code ballot cast --batch} takes it, or null
   */
  Samples(@Nullable Path files, @Nullable Path ballots) throws Fault, IOException {
    this.files = files;
    this.ballots = ballots;
    if (files != null && (!Files.isDirectory(files) || regular(files).isEmpty())) {
      throw Fault.of(
          FaultKind.INVALID_INPUT, "--files %s: not a folder with files".formatted(files));
    }
  }

  /** Copies a shipped sample into the folder. */
  private static Path shipped(Path folder, String name) throws IOException {
    Path copy = folder.resolve(name);
    try (InputStream in = Samples.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the sample " + name + " is missing from this build");
      }
      Files.copy(in, copy);
    }
    return copy;
  }

  /** The ballots, a list of fields each, of which the first is the voter's id. */
  List<List<String>> ballots(Path folder) throws Fault, IOException {
    Path file = ballots == null ? shipped(folder, "ballots.csv") : ballots;
    List<List<String>> all = new ArrayList<>();
    try (CsvFile csv = CsvFile.open(file)) {
      while (csv.hasNext()) {
        all.add(csv.next().fields());
      }
    }
    if (all.size() < FEWEST_BALLOTS || all.getFirst().size() < 2) {
      throw Fault.of(
          FaultKind.INVALID_INPUT,
          "%s: the demo needs %d ballots with a field each".formatted(file, FEWEST_BALLOTS));
    }
    return all;
  }

  /** The file that spreads: the user's largest, or a part of this program. */
  Path large() throws Fault, IOException {
    List<Path> all = files == null ? programParts() : regular(files);
    return all.stream()
        .max(Comparator.comparingLong(Samples::size))
        .orElseThrow(() -> Fault.of(FaultKind.BROKEN, "this program has no file to share"));
  }

  private static List<Path> programParts() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(Files::isRegularFile)
        .filter(part -> size(part) <= MOST_LARGE)
        .toList();
  }

  private static long size(Path file) {
    return file.toFile().length();
  }

  /** Copies the files to share among desks into a folder; returns how many there are. */
  int fill(Path folder) throws IOException {
    if (files == null) {
      return write(folder);
    }
    List<Path> all = regular(files);
    for (Path file : all) {
      Path copy = folder.resolve(files.relativize(file).toString());
      Files.createDirectories(Optional.ofNullable(copy.getParent()).orElse(folder));
      Files.copy(file, copy);
    }
    return all.size();
  }

  private static int write(Path folder) throws IOException {
    Path minutes = Files.createDirectories(folder.resolve("Conseil/procès-verbaux"));
    for (int month = 1; month <= 12; month++) {
      Files.writeString(
          minutes.resolve(String.format(Locale.ROOT, "2026-%02d.txt", month)),
          "Minutes of the council, month %d%n".formatted(month).repeat(200));
    }
    shipped(folder, "roll.csv");
    shipped(folder, "ballots.csv");
    return 14;
  }

  private static List<Path> regular(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
