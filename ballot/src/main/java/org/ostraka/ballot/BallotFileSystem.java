package org.ostraka.ballot;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.ostraka.base.Fault;

/**
 * The library interface of voting processes: the whole of what can be done with a ballot file.
 * There is no rename, no removal, no second write and no link, by design.
 *
 * <p>Every method may be called from any thread, blocks, and throws a {@link Fault} whose kind and
 * code are those of a {@link Refusal}, or of kind UNAVAILABLE when the server cannot be reached.
 */
public interface BallotFileSystem {

  /**
   * Creates a file for a registered voter whose inode has none here. Nothing is durable before
   * {@link #close}.
   *
   * @throws Fault {@code election-unknown}, {@code not-open}, {@code closed}, {@code
   *     voter-unregistered}, {@code voter-already-used}, {@code name-taken}, {@code no-directory}
   */
  Reservation create(ElectionName election, BallotPath name, VoterId voter)
      throws Fault, IOException, InterruptedException;

  /**
   * Writes the block and closes the file: it is durable on this server when this returns, pending,
   * and immutable from then on.
   *
   * @throws Fault {@code block-too-large}, {@code immutable} when it is closed already
   */
  Receipt close(Reservation reservation, Block block)
      throws Fault, IOException, InterruptedException;

  /** Gives up a file that was not closed: name and inode are free again. */
  void abandon(Reservation reservation) throws Fault, IOException, InterruptedException;

  /**
   * Creates, writes and closes each ballot, all with one wait for the disk; the results are in the
   * order of the ballots. A refused ballot does not hinder the others.
   *
   * @throws Fault if nothing was recorded at all, such as {@code election-unknown}
   */
  List<CastResult> castAll(ElectionName election, List<Ballot> ballots)
      throws Fault, IOException, InterruptedException;

  /**
   * Waits until the claim is decided.
   *
   * @return valid or invalid; waiting or unknown when the time is over before
   */
  Standing await(ElectionName election, ClaimId claim, Duration atMost)
      throws Fault, IOException, InterruptedException;

  /** Reads a ballot and checks its digest. */
  StoredFile read(ElectionName election, BallotPath name)
      throws Fault, IOException, InterruptedException;

  /** Says what stands under the name; the pending and invalid tables are this server's. */
  FileStat stat(ElectionName election, BallotPath name)
      throws Fault, IOException, InterruptedException;

  /**
   * Up to {@code limit} entries of the directory, directories first, then by name, from behind
   * {@code after} on.
   *
   * @param after the last path of the page before, or the directory itself for the first page
   */
  List<FileStat> list(ElectionName election, BallotPath directory, BallotPath after, int limit)
      throws Fault, IOException, InterruptedException;

  /** Makes a directory; administration only. */
  void makeDirectory(ElectionName election, BallotPath path)
      throws Fault, IOException, InterruptedException;

  /** What {@code df} shows. */
  Space space(ElectionName election) throws Fault, IOException, InterruptedException;

  /** What this server knows of a voter. */
  VoterStanding standing(ElectionName election, VoterId voter)
      throws Fault, IOException, InterruptedException;
}
