package org.ostraka.ballot.web;

import java.util.List;
import org.ostraka.ballot.Election;
import org.ostraka.ballot.FileStat;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Space;

/** The small JSON objects of the interface, and lists wrapped in one. */
final class Forms {

  private Forms() {}

  record Elections(List<ElectionJson> elections) {
    List<Election> toElections() {
      return elections.stream().map(ElectionJson::toElection).toList();
    }
  }

  record Files(List<FileJson> files) {
    static Files of(List<FileStat> stats) {
      return new Files(stats.stream().map(FileJson::of).toList());
    }

    List<FileStat> toStats() {
      return files.stream().map(FileJson::toStat).toList();
    }
  }

  /** Where in the log an administrative act stands. */
  record Done(long index) {
    static Done at(LogIndex index) {
      return new Done(index.value());
    }
  }

  /** What {@code df} shows. */
  record SpaceJson(int blockSize, long voters, long unused, long usableBytes) {
    static SpaceJson of(Space space) {
      return new SpaceJson(space.blockSize(), space.voters(), space.unused(), space.usableBytes());
    }

    Space toSpace() {
      return new Space(blockSize, voters, unused, usableBytes);
    }
  }

  /**
   * The public record's first file.
   *
   * @param format the version of the record's files
   * @param digest names the counted set: SHA-256 of {@code ballots.index}
   */
  record Manifest(
      int format, ElectionJson election, long ballots, long attendance, String digest) {}
}
