package org.ostraka.ballot;

/** What stands under a name. */
public sealed interface FileStat {

  /** The name, in the election's namespace. */
  BallotPath path();

  /** A directory. */
  record Directory(BallotPath path) implements FileStat {}

  /** A ballot file in one of the three tables. */
  record Ballot(FileEntry entry, FileState state) implements FileStat {
    @Override
    public BallotPath path() {
      return entry.name();
    }
  }
}
