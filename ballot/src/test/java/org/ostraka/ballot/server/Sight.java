package org.ostraka.ballot.server;

/** What a simulation must get to see now and then, or it proves little. */
enum Sight {
  SERVER_CRASHED,
  DISK_LOST,
  DISK_FULL,
  TABLES_TAKEN_OVER,
  LEADER_CHANGED,
  CLAIM_APPENDED_TWICE,
  RIVALS_DECIDED,
  ONE_VOTER_RECORDED_ON_TWO_SERVERS,
  NAME_CLASHED,
  CLAIM_TOO_LATE,
  VOTER_TOLD_VALID,
  VOTER_TOLD_INVALID
}
