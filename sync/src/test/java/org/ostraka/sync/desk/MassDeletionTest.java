package org.ostraka.sync.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What a desk does when more is gone than a person is likely to mean. */
final class MassDeletionTest extends TwoDesks {

  @Test
  void massDeletionHaltsUntilAPersonDecides() throws IOException {
    removeMost();
    assertThat(ann.status().explanation()).contains("sync resume", "sync restore");
    assertThat(bob.listing()).hasSize(20);
    ann.session().decided(Decision.RESTORE);
    await("restored", () -> ann.listing().size() == 20);
    awaitSame();
  }

  @Test
  void whatGoesWhileItIsHaltedIsRemovedWithTheRest() throws IOException {
    removeMost();
    removeAll();
    ann.session().decided(Decision.ACCEPT);
    await("removed everywhere", () -> bob.names().isEmpty());
    awaitSame();
    ann.write("next", "text");
    awaitSame();
  }

  @Test
  void anAcceptedRemovalAcceptsNoLaterOne() throws IOException {
    removeMost();
    ann.session().decided(Decision.ACCEPT);
    await("removed everywhere", () -> bob.names().size() == 5);
    awaitSame();
    removeAll();
    await("halted", () -> ann.status().state() == SessionStatus.State.HALTED);
    assertThat(bob.names()).hasSize(5);
  }

  @Test
  void anEmptiedFolderHaltsHoweverSmallItIs() throws IOException {
    ann.write("a", "a");
    ann.write("b", "b");
    ann.write("c", "c");
    awaitSame();
    removeAll();
    await("halted", () -> ann.status().state() == SessionStatus.State.HALTED);
    assertThat(bob.names()).containsExactly("a", "b", "c");
  }

  /** Of twenty files fifteen, so that the desk halts. */
  private void removeMost() throws IOException {
    for (int i = 0; i < 20; i++) {
      ann.write("file" + i, "text");
    }
    awaitSame();
    for (int i = 0; i < 15; i++) {
      Files.delete(ann.at("file" + i));
    }
    await("halted", () -> ann.status().state() == SessionStatus.State.HALTED);
  }

  private void removeAll() throws IOException {
    for (String name : ann.names()) {
      Files.delete(ann.at(name));
    }
  }
}
