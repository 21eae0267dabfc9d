package org.ostraka.sync.desk;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ostraka.sync.Content;
import org.ostraka.sync.UploadPart;

/** What a session is told, in its mailbox. */
sealed interface SessionEvent {

  /** Whether more of its kind is to be expected in the next moment. */
  default boolean isUsuallyFollowed() {
    return this instanceof Touched || this instanceof Came || this instanceof Coming;
  }

  /** Something may have happened at these paths. */
  record Touched(Collection<String> paths) implements SessionEvent {}

  /**
   * These folders were made or moved here, and anything in them may be new: what was put into one
   * before it moved may have been told of at its old place only.
   */
  record Came(Collection<String> folders) implements SessionEvent {}

  /** Something may have happened anywhere: events were lost, or nobody watched. */
  record LostSight() implements SessionEvent {}

  /** The hub's journal of the repository has reached this position. */
  record Announced(long position) implements SessionEvent {}

  /** Another desk is sending a file: a part of it can be fetched. */
  record Coming(UploadPart part) implements SessionEvent {}

  /** The hub is to be asked what is new. */
  record Inquire() implements SessionEvent {}

  /** Files were read. */
  record FilesRead(List<FileRead> files) implements SessionEvent {}

  /**
   * A file was read.
   *
   * @param content null if it changed meanwhile, or could not be read
   * @param problem why it cannot be read, else empty
   */
  record FileRead(Survey.Reading reading, @Nullable Content content, String problem) {}

  /**
   * The hub has the chunks of these files.
   *
   * @param changed those that changed meanwhile, whose chunks it may not have
   */
  record Stored(List<Upload.Item> items, List<Upload.Item> changed) implements SessionEvent {}

  /** Drafts of these files are complete and durable. */
  record Fetched(List<Download.Item> items) implements SessionEvent {}

  /** A download has told of all its files. */
  record DownloadEnded() implements SessionEvent {}

  /** An upload stopped; what was not told before is to be tried again. */
  record UploadFailed(List<Upload.Item> items, Exception cause) implements SessionEvent {}

  /** A download stopped; what was not told before is to be tried again. */
  record DownloadFailed(List<Download.Item> items, Exception cause) implements SessionEvent {}

  /** It is time to look again whether anything waits. */
  record Tick() implements SessionEvent {}

  /** What was not found may be taken for gone. */
  record GraceEnded() implements SessionEvent {}

  /** What a person decided. */
  record Decided(Decision decision) implements SessionEvent {}
}
