package org.ostraka.app.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.ostraka.ballot.Block;

/** A ballot's content as the fields of one CSV record (RFC 4180, UTF-8, no line end). */
public final class BallotFields {
  private BallotFields() {}

  /** The block of these fields: quoted only where the RFC asks for it. */
  public static Block encode(List<String> fields) {
    String line = fields.stream().map(BallotFields::quoted).collect(Collectors.joining(","));
    return Block.of(line.getBytes(StandardCharsets.UTF_8));
  }

  private static String quoted(String field) {
    boolean plain =
        field.chars().noneMatch(at -> at == ',' || at == '"' || at == '\n' || at == '\r');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }

  /** The fields of a block; empty when it is not one CSV record. */
  public static Optional<List<String>> decode(Block block) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(block.toBytes());
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      try (CSVParser parser = CSVParser.parse(text, CSVFormat.RFC4180)) {
        List<CSVRecord> records = parser.getRecords();
        return records.size() == 1 ? Optional.of(records.getFirst().toList()) : Optional.empty();
      }
    } catch (CharacterCodingException | UncheckedIOException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
