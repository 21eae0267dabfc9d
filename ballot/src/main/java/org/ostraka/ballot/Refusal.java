package org.ostraka.ballot;

import java.util.Locale;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/** Every rule for which the ballot box refuses something; the kind gives errno and HTTP status. */
public enum Refusal {
  /** There is no election of this name. */
  ELECTION_UNKNOWN(FaultKind.NOT_FOUND, "no such election"),
  /** An election of this name is registered already. */
  ELECTION_EXISTS(FaultKind.ALREADY_EXISTS, "an election of this name exists"),
  /** Its registration is not complete, or was taken over by a later attempt. */
  REGISTRATION_BROKEN(FaultKind.NOT_PERMITTED, "this registration was interrupted: start it again"),
  /** The roll names a voter twice. */
  VOTER_TWICE(FaultKind.ALREADY_EXISTS, "the roll names this voter twice"),
  /** The election is not open yet. */
  NOT_OPEN(FaultKind.READ_ONLY, "the election is not open"),
  /** The election was closed through the log. */
  CLOSED(FaultKind.READ_ONLY, "the election is closed"),
  /** Only a closed election may be counted and exported. */
  NOT_CLOSED(FaultKind.NOT_PERMITTED, "the election is not closed"),
  /** The state the election is in does not lead to the one asked for. */
  WRONG_PHASE(FaultKind.NOT_PERMITTED, "the election is in another phase"),
  /** No inode was made for this voter at registration. */
  VOTER_UNREGISTERED(FaultKind.ACCESS_DENIED, "this voter is not registered"),
  /** The voter's inode has its file already. */
  VOTER_ALREADY_USED(FaultKind.NOT_PERMITTED, "this voter has already voted"),
  /** Another file has this name. */
  NAME_TAKEN(FaultKind.ALREADY_EXISTS, "this name is taken"),
  /** The directory that should hold the name does not exist. */
  NO_DIRECTORY(FaultKind.NOT_FOUND, "the directory does not exist"),
  /** The name leaves no room for a suffix. */
  NAME_TOO_LONG(FaultKind.NAME_TOO_LONG, "a ballot's name has at most 240 bytes, its path 1,009"),
  /** The block exceeds the election's block size. */
  BLOCK_TOO_LARGE(FaultKind.TOO_LARGE, "the ballot exceeds the election's block size"),
  /** A ballot file is written once. */
  IMMUTABLE(FaultKind.NOT_PERMITTED, "a ballot file is written once and never altered"),
  /** The election keeps ballots sealed until it is closed. */
  SEALED(FaultKind.ACCESS_DENIED, "ballots are sealed until the election is closed"),
  /** The file does not exist. */
  FILE_UNKNOWN(FaultKind.NOT_FOUND, "no such ballot"),
  /** Stored bytes do not match their digest. */
  DAMAGED(FaultKind.CORRUPT, "the stored ballot is damaged: run fsck --repair"),
  /** As many pending files as this server may hold. */
  TOO_MANY_PENDING(FaultKind.BUSY, "too many ballots wait for validation: try again later");

  private final FaultKind kind;
  private final String text;

  Refusal(FaultKind kind, String text) {
    this.kind = kind;
    this.text = text;
  }

  public FaultKind kind() {
    return kind;
  }

  /** The rule's name in messages and JSON: lower case with hyphens. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The rule as a sentence part. */
  public String text() {
    return text;
  }

  /** The fault to throw at an edge; {@code subject} names the input, never a voter's ballot. */
  public Fault fault(Object subject) {
    return new Fault(kind, code(), subject + ": " + text);
  }
}
