package org.ostraka.sync.history;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a history works.
 *
 * @param journal a name for the journal that never changes and that no other hub uses: with it in a
 *     commit the history knows its own commits again
 * @param state directory of the history's own: which node stands where in Subversion. Only what can
 *     be made again from the journal and from Subversion
 * @param window how long changes of one user are waited for, to make one commit of them
 * @param poll how often other clients' commits are looked for
 * @param batch the most records in a commit
 */
public record HistorySettings(
    String journal, Path state, Duration window, Duration poll, int batch) {

  /** Settings with the usual times: a window of 2 s, a look every 0.5 s, 1,000 records a commit. */
  public static HistorySettings of(String journal, Path state) {
    return new HistorySettings(
        journal, state, Duration.ofSeconds(2), Duration.ofMillis(500), 1_000);
  }

  /** Checks what goes into a revision property. */
  public HistorySettings {
    if (!journal.matches("[A-Za-z0-9._-]{1,128}")) {
      throw new IllegalArgumentException(
          "journal name '%s': 1 to 128 letters, digits, '.', '_', '-'".formatted(journal));
    }
  }
}
