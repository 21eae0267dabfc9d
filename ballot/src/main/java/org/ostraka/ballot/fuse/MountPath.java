package org.ostraka.ballot.fuse;

import java.nio.charset.StandardCharsets;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.VoterId;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * How the kernel's paths are read. {@code /dir/name} is the ballot {@code dir/name}. To create it,
 * {@code /dir/name@voterId} is given: the <em>first</em> {@code @} of the last component separates,
 * so a voter id may contain further ones; no name has any. A voter id with a {@code /} cannot be
 * given through a mount.
 *
 * <p>No message says a path: it may name the voter.
 */
final class MountPath {

  /** What jfuse makes of bytes that are not UTF-8. */
  private static final char BROKEN = '\uFFFD';

  private MountPath() {}

  /** A ballot to create. */
  record Creation(BallotPath name, VoterId voter) {

    /** Says nothing of the voter. */
    @Override
    public String toString() {
      return "creation of " + name;
    }
  }

  /**
   * The name that a path refers to.
   *
   * @throws Fault {@code file-unknown} if no file can have this name, {@code name-too-long}
   */
  static BallotPath existing(String path) throws Fault {
    requireFitting(path);
    try {
      return new BallotPath(path.substring(1));
    } catch (IllegalArgumentException e) {
      throw Refusal.FILE_UNKNOWN.fault("this name");
    }
  }

  private static void requireFitting(String path) throws Fault {
    String last = path.substring(path.lastIndexOf('/') + 1);
    if (bytes(last) > BallotPath.MAX_COMPONENT_BYTES + 1 + VoterId.MAX_BYTES
        || bytes(path) > BallotPath.MAX_BYTES + 1 + VoterId.MAX_BYTES) {
      throw Refusal.NAME_TOO_LONG.fault("this name");
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * The directory to make.
   *
   * @throws Fault {@code name-rule}, {@code name-too-long}
   */
  static BallotPath directoryToMake(String path) throws Fault {
    requireFitting(path);
    return name(path.substring(1));
  }

  /**
   * The ballot and the voter of a file to create.
   *
   * @throws Fault {@code name-rule}, {@code voter-missing}, {@code voter-rule}, {@code
   *     name-too-long}
   */
  static Creation creation(String path) throws Fault {
    requireFitting(path);
    int at = path.indexOf(BallotPath.SEPARATOR, path.lastIndexOf('/'));
    if (at < 0) {
      throw invalid("voter-missing", "create a ballot as name@voterId: there is no @ in the name");
    }
    return new Creation(name(path.substring(1, at)), voter(path.substring(at + 1)));
  }

  private static BallotPath name(String name) throws Fault {
    try {
      if (name.isEmpty() || name.endsWith("/") || name.indexOf(BROKEN) >= 0) {
        throw new IllegalArgumentException("empty, or not UTF-8");
      }
      return new BallotPath(name);
    } catch (IllegalArgumentException e) {
      throw invalid(
          "name-rule", "the name breaks a rule of names: components of UTF-8 text without @");
    }
  }

  private static VoterId voter(String id) throws Fault {
    try {
      if (id.indexOf(BROKEN) >= 0) {
        throw new IllegalArgumentException("not UTF-8");
      }
      return VoterId.of(id);
    } catch (IllegalArgumentException e) {
      throw invalid("voter-rule", "the voter id behind the @ has 1 to 128 bytes of UTF-8 text");
    }
  }

  private static Fault invalid(String code, String message) {
    return new Fault(FaultKind.INVALID_INPUT, code, message);
  }
}
