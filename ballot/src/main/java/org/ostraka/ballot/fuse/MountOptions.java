package org.ostraka.ballot.fuse;

/**
 * What a mount may be told.
 *
 * @param allowOther whether users other than the one who mounts may enter; the modes of files and
 *     directories decide then what they may do. Unless root mounts, {@code user_allow_other} must
 *     stand in {@code /etc/fuse.conf}.
 */
public record MountOptions(boolean allowOther) {

  /** Only the user who mounts may enter. */
  public static final MountOptions DEFAULT = new MountOptions(false);
}
