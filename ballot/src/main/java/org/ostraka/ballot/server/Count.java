package org.ostraka.ballot.server;

import java.util.List;
import org.ostraka.ballot.ElectionName;
import org.ostraka.base.Digest;

/**
 * The result of a closed election.
 *
 * @param ballots valid ballots, each read back and held against its digest
 * @param attendance voters whose inode is valid; the same number, or there is no count
 * @param digest names the counted set: equal digests are equal ballots ("Counted set" in
 *     docs/format/ballot.md)
 * @param groups the ballots by what they say, the most frequent first, then by value
 * @param ungrouped ballots of further values, where these differ so much that not all are told
 *     apart
 */
public record Count(
    ElectionName election,
    long ballots,
    long attendance,
    Digest digest,
    List<Group> groups,
    long ungrouped) {

  /** Copies the list. */
  public Count {
    groups = List.copyOf(groups);
  }

  /**
   * Ballots that say the same.
   *
   * @param value their content or the counted field; {@code sha256:} and a digest where that is no
   *     text
   */
  public record Group(String value, long count) {}
}
