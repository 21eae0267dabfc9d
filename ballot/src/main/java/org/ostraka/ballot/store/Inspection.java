package org.ostraka.ballot.store;

import org.ostraka.ballot.ElectionName;

/**
 * What reading back all of an election's rows found.
 *
 * @param voters inodes, which must be numbered without a gap
 * @param valid inodes whose ballot is valid
 * @param files valid ballot files
 * @param damaged files whose block cannot be read back or is not what was written
 */
public record Inspection(ElectionName election, long voters, long valid, long files, long damaged) {

  /** Whether there are as many valid files as voters who used their inode. */
  public boolean tablesAgree() {
    return valid == files;
  }

  /** Whether nothing has to be repaired. */
  public boolean isSound() {
    return tablesAgree() && damaged == 0;
  }
}
