package org.ostraka.swarm.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ostraka.swarm.FileKey;

/** The announces of a client to one server, and whether they are answered. */
final class Post {
  private static final long ANSWER_TIME = 2_000;

  private long nextAnnounce;
  private long answerDue = Long.MAX_VALUE;

  /** A connection was lost; if the next one brings no answer either, the server is dead. */
  private boolean suspected;

  private final Map<Integer, List<FileKey>> unanswered = new HashMap<>();

  boolean isLate(long now) {
    return now >= answerDue;
  }

  boolean isDue(long now) {
    return now >= nextAnnounce;
  }

  void announceAt(long time) {
    nextAnnounce = time;
  }

  void announceBy(long time) {
    nextAnnounce = Math.min(nextAnnounce, time);
  }

  void announced(int tag, List<FileKey> files) {
    unanswered.put(tag, files);
  }

  /** The files of an announce that is answered now, or null if there was none. */
  @Nullable List<FileKey> answeredOrNull(int tag) {
    return unanswered.remove(tag);
  }

  void awaitAnswer(long now) {
    answerDue = Math.min(answerDue, now + ANSWER_TIME);
  }

  void giveUpAnswers() {
    answerDue = Long.MAX_VALUE;
    unanswered.clear();
  }

  /** Something was answered: if all is, the server lives. */
  void answered() {
    if (unanswered.isEmpty()) {
      answerDue = Long.MAX_VALUE;
      suspected = false;
    }
  }

  /** The connection is lost; whether that was the first time since the last answer. */
  boolean suspect() {
    boolean first = !suspected;
    suspected = true;
    return first;
  }
}
