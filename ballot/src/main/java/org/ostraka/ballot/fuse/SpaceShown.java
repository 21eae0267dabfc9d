package org.ostraka.ballot.fuse;

import org.cryptomator.jfuse.api.Statvfs;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Space;

/**
 * What {@code df} and {@code df -i} show of an election: an inode is a voter, used once the voter's
 * ballot is valid; what the valid ballots may take at most counts as used space.
 */
record SpaceShown(Space space) {

  void writeTo(Statvfs statvfs) {
    long free = space.usableBytes() / Attributes.UNIT;
    long used = usedBytes() / Attributes.UNIT;
    statvfs.setBsize(space.blockSize());
    statvfs.setFrsize(Attributes.UNIT);
    statvfs.setBlocks(free + used);
    statvfs.setBfree(free);
    statvfs.setBavail(free);
    statvfs.setNameMax(BallotPath.MAX_COMPONENT_BYTES - BallotPath.SUFFIX_ROOM);
    JfuseGaps.setFiles(statvfs, space.voters(), space.unused());
  }

  private long usedBytes() {
    return (space.voters() - space.unused()) * space.blockSize();
  }
}
