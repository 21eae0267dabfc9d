package org.ostraka.ballot.web;

import java.util.List;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.server.Count;
import org.ostraka.base.Digest;

/** A count in an answer: the fields of {@link Count}. */
record CountJson(
    String election,
    long ballots,
    long attendance,
    String digest,
    List<Group> groups,
    long ungrouped) {

  record Group(String value, long count) {}

  static CountJson of(Count count) {
    return new CountJson(
        count.election().value(),
        count.ballots(),
        count.attendance(),
        count.digest().toString(),
        count.groups().stream().map(group -> new Group(group.value(), group.count())).toList(),
        count.ungrouped());
  }

  Count toCount() {
    return new Count(
        new ElectionName(election),
        ballots,
        attendance,
        Digest.parse(digest),
        groups.stream().map(group -> new Count.Group(group.value(), group.count())).toList(),
        ungrouped);
  }
}
