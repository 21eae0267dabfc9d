package org.ostraka.ballot.box;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ElectionName;

/** A stored ballot whose bytes cannot be read back as they were written. */
public final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient ElectionName election;
  private final transient BallotPath name;

  /**
   * @param cause what reading it threw; null when the bytes were read but are not those written
   */
  public DamagedFileException(ElectionName election, BallotPath name, @Nullable Throwable cause) {
    super(
        "election %s: the stored ballot %s is damaged: run fsck --repair".formatted(election, name),
        cause);
    this.election = election;
    this.name = name;
  }

  public ElectionName election() {
    return election;
  }

  public BallotPath name() {
    return name;
  }
}
