package org.ostraka.ballot.fuse;

/**
 * What a mount may be told.
 *
 * @param allowOther whether users other than the one who mounts may enter; the modes of files and
 *     directories decide then what they may do. Unless root mounts, {@code user_allow_other} must
 *     stand in {@code /etc/fuse.conf}.
 * @param endsWithProcess whether the mount point becomes a plain directory again when this process
 *     ends, however it ends. Else it stays behind and answers ENOTCONN, so that nobody writes a
 *     ballot into the directory below, until {@link BallotMount#clearStale} is called for it.
 */
public record MountOptions(boolean allowOther, boolean endsWithProcess) {

  /** Only the user who mounts may enter, and it ends with the process. */
  public static final MountOptions DEFAULT = new MountOptions(false, true);
}
