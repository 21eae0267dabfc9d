package org.ostraka.ballot.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Phase;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.box.Ballots;
import org.ostraka.ballot.box.Change;
import org.ostraka.base.FileDisk;
import org.rocksdb.LiveFileMetaData;

/** No row on disk leads from a voter to a block. */
final class SeparationTest {
  private static final Ballots MAYOR = Ballots.of("mayor");
  private static final int VOTERS = 50;

  @TempDir Path home;

  @Test
  void theVotersSideSaysNothingOfTheFile() throws IOException {
    vote();
    assertThat(Stores.rows(home).get("inodes")).hasSize(VOTERS);
    for (Stores.Row row : Stores.rows(home).getOrDefault("inodes", List.of())) {
      assertThat(ballots()).noneMatch(claim -> isOfFile(row, claim));
    }
  }

  @Test
  void theFilesSideSaysNothingOfTheVoter() throws IOException {
    vote();
    Map<String, List<Stores.Row>> rows = Stores.rows(home);
    for (String table : List.of("files", "blocks")) {
      assertThat(rows.get(table)).hasSize(VOTERS);
      for (Stores.Row row : rows.getOrDefault(table, List.of())) {
        assertThat(ballots()).noneMatch(claim -> isOfVoter(row, claim));
        assertThat(row.content()).doesNotContain(text(1_000_000_007L));
      }
    }
  }

  @Test
  void noClaimStaysBehindOnceAllAreSettled() throws IOException {
    vote();
    assertThat(Stores.rows(home).get("waiting")).isEmpty();
  }

  @Test
  void onceTheOrderIsErasedNoFileNumbersItsRows() throws IOException {
    vote();
    assertThat(Stores.files(home).getOrDefault("inodes", List.of()))
        .anyMatch(file -> file.largestSeqno() > 0);
    try (ReplicatedStore store = Stores.open(home)) {
      store.eraseOrder(MAYOR.election());
      assertThat(Stores.files(store, MAYOR.election()))
          .hasSize(VOTERS)
          .allMatch(StoredFile::isIntact);
    }
    Map<String, List<LiveFileMetaData>> files = Stores.files(home);
    for (String table : List.of("inodes", "files")) {
      assertThat(files.get(table)).as(table).isNotEmpty();
      assertThat(files.get(table)).as(table).allMatch(file -> file.largestSeqno() == 0);
    }
    assertThat(files.get("waiting")).isEmpty();
    assertThat(files.get("blocks")).isEmpty();
  }

  @Test
  void closingAnElectionErasesItsOrder() throws IOException {
    vote();
    try (ReplicatedStore store = Stores.open(home)) {
      store.commit(new LogIndex(1_000), Ballots.HOUR, List.of(MAYOR.row(Phase.CLOSED, VOTERS)));
      store.eraseOrder(MAYOR.election()); // waits for the one that closing began
    }
    try (ReplicatedStore store = Stores.open(home)) {
      assertThat(Stores.files(store, MAYOR.election()))
          .hasSize(VOTERS)
          .allMatch(StoredFile::isIntact);
    }
    assertThat(Stores.rows(home).get("default"))
        .anyMatch(row -> row.key().startsWith("order-erased/mayor"));
  }

  /** Each ballot waits across a flush and becomes valid at a log index that is easily found. */
  private void vote() throws IOException {
    try (ReplicatedStore store = Stores.open(home)) {
      store.commit(new LogIndex(1), Ballots.HOUR, MAYOR.open(VOTERS));
      for (int voter = 1; voter <= VOTERS; voter++) {
        List<Change> waits = List.of(MAYOR.waits(voter, name(voter), 1));
        store.commit(new LogIndex(2L * voter), Ballots.HOUR, waits);
        store.flush();
        List<Change> settled = new ArrayList<>();
        settled.add(MAYOR.waitsNoMore(voter, name(voter)));
        MAYOR.valid(voter, name(voter), 1_000_000_007L).forEach(settled::add);
        store.commit(new LogIndex(2L * voter + 1), Ballots.HOUR, settled);
      }
    }
  }

  private static String name(int voter) {
    return "name-%04d".formatted(7919 * voter % 10_000);
  }

  private static List<Claim> ballots() {
    return Stream.iterate(1, voter -> voter + 1)
        .limit(VOTERS)
        .map(voter -> MAYOR.claim(voter, name(voter)))
        .toList();
  }

  private static boolean isOfFile(Stores.Row row, Claim claim) {
    return row.mentions(claim.name().value())
        || row.mentions(text(claim.digest().toBytes()))
        || row.mentions(text(claim.block().toBytes()));
  }

  private static boolean isOfVoter(Stores.Row row, Claim claim) {
    return row.mentions(claim.voter().toString()) || row.mentions(text(claim.id().nonce()));
  }

  private static String text(long value) {
    return text(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void invalidFilesAreKeptApartFromTheirVoters() throws IOException {
    try (InvalidStore store = InvalidStore.open(new FileDisk(), home, () -> Ballots.HOUR)) {
      for (Claim claim : ballots()) {
        store.put(claim, Refusal.VOTER_ALREADY_USED);
      }
    }
    InvalidStore.open(new FileDisk(), home, () -> Ballots.HOUR).close();
    for (String table : List.of("voters", "files", "blocks")) {
      assertThat(Stores.files(home).get(table))
          .as(table)
          .isNotEmpty()
          .allMatch(file -> file.largestSeqno() == 0);
    }
    Map<String, List<Stores.Row>> rows = Stores.rows(home);
    assertThat(rows.get("voters")).hasSize(VOTERS);
    for (Stores.Row row : rows.getOrDefault("voters", List.of())) {
      assertThat(ballots()).noneMatch(claim -> isOfFile(row, claim));
    }
    for (String table : List.of("files", "blocks")) {
      assertThat(rows.get(table)).hasSize(VOTERS);
      for (Stores.Row row : rows.getOrDefault(table, List.of())) {
        assertThat(ballots()).noneMatch(claim -> isOfVoter(row, claim));
      }
    }
  }
}
