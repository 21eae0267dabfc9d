package org.ostraka.ballot.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.FileStat;
import org.ostraka.ballot.FileState;
import org.ostraka.base.Digest;

/**
 * What stands under a name: a directory has neither state nor digest nor hour.
 *
 * @param type {@code directory} or {@code ballot}
 * @param hour when the file reached its state, cut to the hour
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record FileJson(
    String name,
    String type,
    @Nullable String state,
    int size,
    @Nullable String digest,
    @Nullable String hour) {
  private static final String DIRECTORY = "directory";
  private static final String BALLOT = "ballot";

  static FileJson of(FileStat stat) {
    return switch (stat) {
      case FileStat.Directory(BallotPath path) ->
          new FileJson(path.value(), DIRECTORY, null, 0, null, null);
      case FileStat.Ballot(FileEntry entry, FileState state) -> of(entry, state);
    };
  }

  private static FileJson of(FileEntry entry, FileState state) {
    return new FileJson(
        entry.name().value(),
        BALLOT,
        state.word(),
        entry.size(),
        entry.digest().toString(),
        entry.hour().toString());
  }

  FileStat toStat() {
    BallotPath path = new BallotPath(name);
    if (type.equals(DIRECTORY) || state == null || digest == null || hour == null) {
      return new FileStat.Directory(path);
    }
    FileEntry entry = new FileEntry(path, Digest.parse(digest), size, Instant.parse(hour));
    return new FileStat.Ballot(entry, FileState.valueOf(state.toUpperCase(Locale.ROOT)));
  }
}
