package org.ostraka.sync.desk;

import java.util.List;
import java.util.Locale;

/**
 * What a session does, for people.
 *
 * @param state in one word
 * @param explanation what happened and what to do, empty where nothing is to be said
 * @param position the journal record up to which the hub is known
 * @param problems one line for each file that cannot be synchronised as it is
 * @param conflicts paths of conflict copies that nobody has cleared away yet
 */
public record SessionStatus(
    State state,
    String explanation,
    Counts counts,
    long position,
    List<String> problems,
    List<String> conflicts) {

  /** Before the first round. */
  public static final SessionStatus STARTING =
      new SessionStatus(State.STARTING, "", Counts.NONE, 0, List.of(), List.of());

  /** The words. */
  public enum State {
    /** It has not looked around yet. */
    STARTING,
    /** This folder and the hub are the same. */
    SYNCED,
    /** Something is on its way. */
    WORKING,
    /** All that waits was refused; the problems say why. */
    STUCK,
    /** The hub cannot be reached; it goes on by itself when it can. */
    OFFLINE,
    /** The hub does not let this desk in, or not at this repository. */
    REFUSED,
    /** This machine or the hub's fails, such as a full disk; it is tried again. */
    FAILING,
    /** A person paused it. */
    PAUSED,
    /** More would be removed than a person is likely to mean. */
    HALTED,
    /** The folder is not where it was. */
    GONE;

    /** In lower case, as people and programs read it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How much.
   *
   * @param files how many files, folders and links are here
   * @param waiting how many of them are not yet as they are on the hub
   * @param waitingBytes what is still to be moved for them, at most
   * @param sent bytes of content since the start, before compression
   * @param received as {@code sent}
   */
  public record Counts(int files, int waiting, long waitingBytes, long sent, long received) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0);
  }

  /** Copies the lists. */
  public SessionStatus {
    problems = List.copyOf(problems);
    conflicts = List.copyOf(conflicts);
  }
}
