package org.ostraka.ballot.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileEntry;
import org.ostraka.ballot.StoredFile;
import org.ostraka.base.Digest;

/** A count under way: ballots come in order of name. */
final class Counted {

  /** Most groups that are told apart, so that memory stays bounded. */
  static final int MOST_GROUPS = 100_000;

  /** By frequency, then value. */
  private static final Comparator<Count.Group> ORDER =
      Comparator.comparingLong(Count.Group::count).reversed().thenComparing(Count.Group::value);

  private final OptionalInt field;
  private final MessageDigest set = Digest.sha256();
  private final Map<Digest, Group> groups = new HashMap<>();
  private long ballots;
  private long ungrouped;
  private @Nullable BallotPath damaged;

  /** Ballots of one value. */
  private static final class Group {
    final String value;
    long count;

    Group(String value) {
      this.value = value;
    }
  }

  Counted(OptionalInt field) {
    this.field = field;
  }

  void add(StoredFile file) {
    if (!file.isIntact()) {
      damaged = damaged == null ? file.entry().name() : damaged;
      return;
    }
    ballots++;
    set.update(line(file.entry()));
    group(key(file));
  }

  /** One line of the counted set, which is also one of the public record's index. */
  static byte[] line(FileEntry entry) {
    return (entry.digest() + "  " + entry.name() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private GroupKey key(StoredFile file) {
    return field.isPresent() ? GroupKey.ofField(file, field.getAsInt()) : GroupKey.ofContent(file);
  }

  private void group(GroupKey key) {
    Group group = groups.get(key.identity());
    if (group == null && groups.size() < MOST_GROUPS) {
      group = new Group(key.shown());
      groups.put(key.identity(), group);
    }
    if (group == null) {
      ungrouped++;
    } else {
      group.count++;
    }
  }

  long ballots() {
    return ballots;
  }

  /** The first ballot whose bytes do not match its digest. */
  Optional<BallotPath> damaged() {
    return Optional.ofNullable(damaged);
  }

  Count count(ElectionName election, long attendance) {
    List<Count.Group> sorted =
        groups.values().stream()
            .map(group -> new Count.Group(group.value, group.count))
            .sorted(ORDER)
            .toList();
    return new Count(election, ballots, attendance, Digest.finish(set), sorted, ungrouped);
  }
}
