package org.ostraka.sync.home;

import java.util.List;
import org.ostraka.sync.desk.SessionStatus;

/**
 * How a synchronised folder stands, for people and programs.
 *
 * @param repository with the path in it, if it is not the whole
 * @param state a word of {@link SessionStatus.State}
 * @param files files, folders and links that are here
 * @param waiting how many of them are not yet as they are on the hub
 * @param sentBytes since the desk started, as {@code receivedBytes}
 * @param upRate bytes a second lately
 * @param historyWaiting changes of the repository that are not in Subversion yet; -1 where the hub
 *     could not be asked
 * @param problems one line for each file that cannot be synchronised as it is
 * @param conflicts conflict copies that are here
 */
public record FolderStatus(
    String folder,
    String repository,
    String state,
    String explanation,
    int files,
    int waiting,
    long waitingBytes,
    long sentBytes,
    long receivedBytes,
    long upRate,
    long downRate,
    long position,
    long historyWaiting,
    List<String> problems,
    List<String> conflicts) {

  /** Copies the lists. */
  public FolderStatus {
    problems = List.copyOf(problems);
    conflicts = List.copyOf(conflicts);
  }

  static FolderStatus unseen(SyncedFolder folder) {
    String state = SessionStatus.State.STARTING.word();
    return new FolderStatus(
        folder.folder().toString(),
        folder.place().toString(),
        state,
        "",
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        HistoryLag.UNKNOWN,
        List.of(),
        List.of());
  }
}
