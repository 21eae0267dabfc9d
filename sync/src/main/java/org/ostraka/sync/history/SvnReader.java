package org.ostraka.sync.history;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.sync.Content;
import org.ostraka.sync.Entry;
import org.ostraka.sync.FileEntry;
import org.ostraka.sync.LinkEntry;
import org.tmatesoft.svn.core.SVNDirEntry;
import org.tmatesoft.svn.core.SVNException;
import org.tmatesoft.svn.core.SVNLogEntry;
import org.tmatesoft.svn.core.SVNNodeKind;
import org.tmatesoft.svn.core.SVNProperties;
import org.tmatesoft.svn.core.SVNProperty;
import org.tmatesoft.svn.core.SVNRevisionProperty;
import org.tmatesoft.svn.core.internal.util.SVNDate;
import org.tmatesoft.svn.core.io.SVNRepository;

/**
 * What is in a Subversion repository, in the hub's values. Paths are relative to the history's
 * root, from '/' or "". One thread at a time.
 */
final class SvnReader {

  /** "link " and the longest target. */
  private static final int MAX_LINK_BYTES = 4_100;

  private final SVNRepository connection;
  private final HistorySource source;

  SvnReader(SVNRepository connection, HistorySource source) {
    this.connection = connection;
    this.source = source;
  }

  /** A path for SVNKit, which takes those from '/' as of the repository and not of the URL. */
  static String relative(String path) {
    return path.startsWith("/") ? path.substring(1) : path;
  }

  SVNNodeKind kind(String path, long revision) throws SVNException {
    return connection.checkPath(relative(path), revision);
  }

  /**
   * What the revision's log has to say; null if that shows nothing of it.
   *
   * @throws Fault {@code svn-root-gone} if the history's root is not there in it
   */
  @Nullable SVNLogEntry logEntryOrNull(long revision) throws SVNException, Fault {
    if (kind("", revision) != SVNNodeKind.DIR) {
      throw new Fault(
          FaultKind.NOT_FOUND,
          "svn-root-gone",
          "revision %d removed the folder %s that this repository is attached to; nothing was"
                  .formatted(revision, connection.getRepositoryPath(""))
              + " removed from the desks. Put it back, or attach another folder");
    }
    List<SVNLogEntry> found = new ArrayList<>();
    connection.log(new String[] {""}, revision, revision, true, true, 1, false, null, found::add);
    return found.isEmpty() ? null : found.getFirst();
  }

  /** A name in a folder. */
  record Child(String name, boolean isFolder) {}

  List<Child> children(String path, long revision) throws SVNException {
    List<Child> found = new ArrayList<>();
    connection.getDir(
        relative(path),
        revision,
        null,
        SVNDirEntry.DIRENT_KIND,
        child -> {
          if (!child.getName().isEmpty()) {
            found.add(new Child(child.getName(), child.getKind() == SVNNodeKind.DIR));
          }
        });
    return found.stream().sorted((a, b) -> a.name().compareTo(b.name())).toList();
  }

  /** The file or link, its content taken in by the hub. */
  Entry entry(String path, long revision) throws SVNException, IOException, Fault {
    SVNProperties properties = new SVNProperties();
    connection.getFile(relative(path), revision, properties, null);
    Optional<LinkEntry> link = linkIn(path, revision, properties);
    if (link.isPresent()) {
      return link.get();
    }
    boolean executable = properties.getSVNPropertyValue(SVNProperty.EXECUTABLE) != null;
    return new FileEntry(content(path, revision), executable, modifiedMillis(path, revision));
  }

  private Optional<LinkEntry> linkIn(String path, long revision, SVNProperties properties)
      throws SVNException {
    if (properties.getSVNPropertyValue(SVNProperty.SPECIAL) == null
        || connection.info(relative(path), revision).getSize() > MAX_LINK_BYTES) {
      return Optional.empty();
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    connection.getFile(relative(path), revision, null, text);
    return SpecialFile.link(text.toByteArray());
  }

  private Content content(String path, long revision) throws SVNException, IOException, Fault {
    try (ContentSink sink = source.sink()) {
      read(path, revision, sink.out());
      return sink.finish();
    }
  }

  private long modifiedMillis(String path, long revision) throws SVNException {
    @Nullable Date date = connection.info(relative(path), revision).getDate();
    return date == null ? 0 : date.toInstant().toEpochMilli();
  }

  /** Writes the file's bytes. */
  void read(String path, long revision, OutputStream out) throws SVNException {
    connection.getFile(relative(path), revision, null, out);
  }

  /** Author and time of a revision's properties, as its history's hub meant them. */
  static FileVersion version(SVNProperties properties, long revision, String path) {
    @Nullable String author = CommitNote.textOrNull(properties, SVNRevisionProperty.AUTHOR);
    @Nullable String date = CommitNote.textOrNull(properties, SVNRevisionProperty.DATE);
    @Nullable String meantAuthor = CommitNote.textOrNull(properties, CommitNote.AUTHOR_PROPERTY);
    @Nullable String meantDate = CommitNote.textOrNull(properties, CommitNote.TIME_PROPERTY);
    String shown = meantAuthor != null ? meantAuthor : author == null ? "" : author;
    String time = meantDate != null ? meantDate : date == null ? "" : date;
    return new FileVersion(revision, shown, SVNDate.parseDate(time).toInstant(), path);
  }
}
