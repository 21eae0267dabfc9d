package org.ostraka.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Desks and a hub whose disks are full, on small file systems that only root may mount. */
final class SyncDiskFullTest {
  private static final int LARGE = 24 << 20;

  /** The hub keeps 256 MiB free. */
  private static final int HUB_MEBIBYTES = 275;

  private static byte[] large(int seed) {
    byte[] content = new byte[LARGE];
    new Random(seed).nextBytes(content);
    return content;
  }

  private static void awaitSame(SyncDesk one, SyncDesk other) throws Exception {
    SyncTown.await("both are the same", () -> one.isSameAs(other));
  }

  @Test
  void aFullDiskOfADeskIsSaidAndGoesOnWhenThereIsRoom(@TempDir Path folder) throws Exception {
    Path small = Files.createDirectories(folder.resolve("small"));
    try (SmallDisk disk = SmallDisk.under(small, 40);
        SyncTown town = new SyncTown(folder)) {
      SyncDesk ann = town.desk("ann");
      SyncDesk bob = town.desk("bob", small.resolve("synced"));
      Path filler = disk.fill();
      byte[] content = large(1);
      ann.write("large", content);
      ann.write("small", "still arrives?");
      SyncTown.await("it says so", () -> bob.state().equals("failing"));
      assertThat(bob.status().path("explanation").asText()).contains("No space left");
      assertThat(bob.at("large")).doesNotExist();
      Files.delete(filler);
      awaitSame(ann, bob);
      assertThat(bob.at("large")).hasBinaryContent(content);
    }
  }

  @Test
  void aFullDiskOfTheHubIsSaidAndGoesOnWhenThereIsRoom(@TempDir Path folder) throws Exception {
    Path small = Files.createDirectories(folder.resolve("hub"));
    try (SmallDisk disk = SmallDisk.under(small, HUB_MEBIBYTES);
        SyncTown town = new SyncTown(folder)) {
      SyncDesk ann = town.desk("ann");
      SyncDesk bob = town.desk("bob");
      byte[] content = large(2);
      ann.write("large", content);
      SyncTown.await("it says so", () -> ann.state().equals("failing"));
      assertThat(ann.status().path("explanation").asText()).contains("full");
      assertThat(bob.at("large")).doesNotExist();
      disk.resize(2 * HUB_MEBIBYTES);
      awaitSame(ann, bob);
      assertThat(bob.at("large")).hasBinaryContent(content);
    }
  }
}
