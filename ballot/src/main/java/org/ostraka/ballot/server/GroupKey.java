package org.ostraka.ballot.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.StoredFile;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;

/**
 * What a ballot is grouped by when it is counted.
 *
 * @param shown the words: the text itself; {@code sha256:} and its digest where it is none or too
 *     long to show
 * @param identity tells keys apart, so that a ballot cannot pass for another by its words
 */
record GroupKey(Digest identity, String shown) {
  private static final int LONGEST_SHOWN = 1024;

  /** The whole content. */
  static GroupKey ofContent(StoredFile file) {
    return new GroupKey(
        file.entry().digest(), shown(file.block().toBytes(), file.entry().digest()));
  }

  /**
   * One field of a content that is a CSV record; empty where there are fewer fields. Content that
   * is no record stands for itself by its digest.
   *
   * @param field from 1 on
   */
  static GroupKey ofField(StoredFile file, int field) {
    return field(file.block(), field)
        .map(GroupKey::of)
        .orElseGet(() -> new GroupKey(file.entry().digest(), words(file.entry().digest())));
  }

  private static GroupKey of(byte[] key) {
    Digest digest = Digest.of(key);
    return new GroupKey(digest, shown(key, digest));
  }

  private static String shown(byte[] key, Digest digest) {
    if (key.length > LONGEST_SHOWN) {
      return words(digest);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
    } catch (CharacterCodingException _) {
      return words(digest);
    }
  }

  private static String words(Digest digest) {
    return "sha256:" + digest;
  }

  private static Optional<byte[]> field(Block block, int field) {
    byte[] content = block.toBytes();
    try (CsvLines record = CsvLines.read(new ByteArrayInputStream(content), content.length)) {
      boolean any = record.next();
      byte[] value = any && record.fields() >= field ? record.field(field - 1) : new byte[0];
      return any && record.next() ? Optional.empty() : Optional.of(value);
    } catch (Fault | IOException _) {
      return Optional.empty();
    }
  }
}
