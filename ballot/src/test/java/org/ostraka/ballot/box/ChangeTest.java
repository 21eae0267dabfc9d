package org.ostraka.ballot.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.VoterId;
import org.ostraka.base.Digest;

/** What rows stay for ever, and what may not stand in one row. */
class ChangeTest {

  @Test
  void theVotersRowHasNothingOfTheFile() {
    assertThat(typesOf(Change.InodePut.class))
        .doesNotContain(BallotPath.class, Digest.class, Block.class);
    assertThat(typesOf(InodeState.Valid.class))
        .doesNotContain(BallotPath.class, Digest.class, Block.class);
  }

  @Test
  void theFilesRowHasNothingOfTheVoter() {
    assertThat(typesOf(Change.FilePut.class))
        .doesNotContain(VoterId.class, InodeNumber.class, ClaimId.class);
  }

  @Test
  void theTwoRowsShareOnlyTheElection() {
    Set<Class<?>> shared = typesOf(Change.InodePut.class);
    shared.retainAll(typesOf(Change.FilePut.class));
    assertThat(shared).containsExactly(ElectionName.class);
  }

  private static Set<Class<?>> typesOf(Class<? extends Record> row) {
    return Arrays.stream(row.getRecordComponents())
        .map(RecordComponent::getType)
        .collect(Collectors.toSet());
  }
}
