package org.ostraka.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ostraka.base.Digest;

/** Which values exist, and what they have in common. */
final class ValuesTest {
  private static final ChunkRef CHUNK = new ChunkRef(Digest.of(new byte[] {1}), 1);

  @ParameterizedTest
  @ValueSource(strings = {"a", "Ünïcode", "...", ".hidden", "with space", "con", "a\\b", "é"})
  void namesThatAFolderMayHold(String text) {
    assertThat(new EntryName(text)).hasToString(text);
    assertThat(EntryName.isValid(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a/b", "a\0b", "/", "\ud800"})
  void namesThatClimbOutOrAreNone(String text) {
    assertThatThrownBy(() -> new EntryName(text)).isInstanceOf(IllegalArgumentException.class);
    assertThat(EntryName.isValid(text)).isFalse();
  }

  @Test
  void nameLengthCountsBytes() {
    assertThat(EntryName.isValid("x".repeat(255))).isTrue();
    assertThat(EntryName.isValid("x".repeat(256))).isFalse();
    assertThat(EntryName.isValid("é".repeat(128))).isFalse();
  }

  @Test
  void namesClashByCaseAndByUnicodeForm() {
    assertThat(EntryName.clashKey("RÉSUMÉ")).isEqualTo(EntryName.clashKey("re\u0301sume\u0301"));
    assertThat(EntryName.clashKey("a")).isNotEqualTo(EntryName.clashKey("b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", ".git", "-x", "Big", "a/b", "a b"})
  void repositoryNamesAreUsableEverywhere(String text) {
    assertThatThrownBy(() -> new RepositoryName(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void idsReadAsTheyAreWritten() {
    NodeId id = new NodeId(0x0123456789abcdefL, -2);
    assertThat(id).hasToString("0123456789abcdeffffffffffffffffe");
    assertThat(NodeId.parse(id.toString())).isEqualTo(id);
    assertThatThrownBy(() -> NodeId.parse("0123")).isInstanceOf(IllegalArgumentException.class);
    assertThat(id).isGreaterThan(NodeId.ROOT);
  }

  @Test
  void aContentIsAsLongAsItsChunks() {
    assertThat(Content.of(List.of(CHUNK, CHUNK)).size()).isEqualTo(2);
    assertThatThrownBy(() -> new Content(3, List.of(CHUNK)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void entriesReadAsTheyAreWritten() {
    readsAsWritten(Folder.FOLDER);
    readsAsWritten(new FileEntry(Content.EMPTY, false, -1));
    readsAsWritten(new FileEntry(Content.of(List.of(CHUNK, CHUNK)), true, Long.MAX_VALUE));
    readsAsWritten(new LinkEntry("../Ünïcode"));
  }

  @Test
  void bytesThatAreNoEntryAreRefused() {
    byte[] file = EntryCodec.encode(new FileEntry(Content.of(List.of(CHUNK)), true, 7));
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> EntryCodec.decode(cut)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> EntryCodec.decode(new byte[] {9}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> EntryCodec.decode(new byte[] {0, 0}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void readsAsWritten(Entry entry) {
    assertThat(EntryCodec.decode(EntryCodec.encode(entry))).isEqualTo(entry);
  }
}
