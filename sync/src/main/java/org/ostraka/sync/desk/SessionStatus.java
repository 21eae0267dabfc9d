package org.ostraka.sync.desk;

import java.util.List;

/**
 * What a session does, for people.
 *
 * @param state in one word
 * @param explanation what happened and what to do, empty where nothing is to be said
 * @param files how many files, folders and links are here
 * @param waiting how many of them are not yet as they are on the hub
 * @param position the journal record up to which the hub is known
 * @param problems one line for each file that cannot be synchronised as it is
 */
public record SessionStatus(
    State state, String explanation, int files, int waiting, long position, List<String> problems) {

  /** The words. */
  public enum State {
    STARTING,
    SYNCED,
    WORKING,
    OFFLINE,
    PAUSED,
    HALTED
  }

  /** Copies the list. */
  public SessionStatus {
    problems = List.copyOf(problems);
  }

  /** Whether nothing waits that could go on by itself. */
  public boolean isQuiet() {
    return state == State.SYNCED || state == State.HALTED || state == State.PAUSED;
  }
}
