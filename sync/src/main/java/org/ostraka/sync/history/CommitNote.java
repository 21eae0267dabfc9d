package org.ostraka.sync.history;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ostraka.sync.UserName;
import org.tmatesoft.svn.core.SVNProperties;
import org.tmatesoft.svn.core.SVNPropertyValue;
import org.tmatesoft.svn.core.SVNRevisionProperty;

/**
 * What is said about a commit, beside its content.
 *
 * @param records the journal positions that the commit contains
 */
record CommitNote(
    String journal, UserName author, Instant time, String message, RecordSet records) {

  /** Revision property: the journal's name, a space, and the positions. */
  static final String JOURNAL_PROPERTY = "ostraka:journal";

  static final String AUTHOR_PROPERTY = "ostraka:author";
  static final String TIME_PROPERTY = "ostraka:time";

  /** The journal positions in a revision that this journal's history committed; else empty. */
  static Optional<RecordSet> recordsIn(@Nullable SVNProperties revision, String journal) {
    @Nullable String value = revision == null ? null : textOrNull(revision, JOURNAL_PROPERTY);
    return value != null && value.startsWith(journal + " ")
        ? Optional.of(RecordSet.parse(value.substring(journal.length() + 1)))
        : Optional.empty();
  }

  /** The property as text; servers give those that are not Subversion's own as bytes. */
  static @Nullable String textOrNull(SVNProperties properties, String name) {
    return SVNPropertyValue.getPropertyAsString(properties.getSVNPropertyValue(name));
  }

  /** Everything at once, for a repository that lets the committer say who and when. */
  SVNProperties all() {
    SVNProperties properties = custom();
    properties.put(SVNRevisionProperty.AUTHOR, author.text());
    properties.put(SVNRevisionProperty.DATE, date());
    properties.put(SVNRevisionProperty.LOG, message);
    return properties;
  }

  /** What every server takes with a commit; who and when as properties of our own. */
  SVNProperties custom() {
    SVNProperties properties = new SVNProperties();
    properties.put(JOURNAL_PROPERTY, journal + " " + records);
    properties.put(AUTHOR_PROPERTY, author.text());
    properties.put(TIME_PROPERTY, date());
    return properties;
  }

  /** The time as Subversion writes it, with microseconds. */
  String date() {
    return "%1$tFT%1$tT.%1$tL000Z".formatted(time.atZone(java.time.ZoneOffset.UTC));
  }
}
