package org.ostraka.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A desk with two folders, of which the hub refuses one and then both, while nothing is done. */
final class SyncRefusalTest {

  @Test
  void whatIsRefusedSaysSoAndTheOtherFolderGoesOn(@TempDir Path folder) throws Exception {
    try (SyncTown town = new SyncTown(folder)) {
      SyncDesk ann = town.desk("ann");
      SyncDesk bob = town.desk("bob");
      administer(town, "repo", "add", "notes");
      administer(town, "grant", "notes", "ann", "write");
      SyncTown.done("", "sync", "add", folder.resolve("notes"), "notes", "--home", ann.home());
      SyncTown.await("both folders are synced", () -> isSynced(ann, 0) && isSynced(ann, 1));

      administer(town, "grant", "notes", "ann", "none");
      SyncTown.await("the right is missed", () -> state(ann, 1).equals("refused"));
      bob.write("plan", "for the other folder");
      SyncTown.await("the other folder goes on", () -> ann.isSameAs(bob));

      administer(town, "grant", "notes", "ann", "read");
      SyncTown.await("the right is noticed", () -> isSynced(ann, 1));

      Files.writeString(folder.resolve("notes/own"), "not to be written");
      SyncTown.await("it is told why this waits", () -> state(ann, 1).equals("stuck"));
      bob.write("plan", "meanwhile");
      SyncTown.await("the other folder goes on", () -> ann.isSameAs(bob));
      administer(town, "grant", "notes", "ann", "write");
      SyncTown.await("what waited is sent", () -> isSynced(ann, 1));

      administer(town, "repo", "rm", "notes");
      SyncTown.await("the repository is missed", () -> state(ann, 1).equals("refused"));
      JsonNode status = SyncTown.json("sync", "status", "--home", ann.home());
      assertThat(status.path("hub").path("reachable").booleanValue()).isTrue();
      bob.write("plan", "and again");
      SyncTown.await("the other folder goes on", () -> ann.isSameAs(bob));

      administer(town, "user", "rm", "ann");
      SyncTown.await("the user is gone", () -> state(ann, 0).equals("refused"));
    }
  }

  private static void administer(SyncTown town, String... words) {
    Object[] line = new Object[words.length + 3];
    line[0] = "hub";
    System.arraycopy(words, 0, line, 1, words.length);
    line[words.length + 1] = "--dir";
    line[words.length + 2] = town.hubFolder();
    SyncTown.done("", line);
  }

  private static boolean isSynced(SyncDesk desk, int number) throws IOException {
    return state(desk, number).equals("synced");
  }

  private static String state(SyncDesk desk, int number) throws IOException {
    return desk.status(number).path("state").asText();
  }
}
