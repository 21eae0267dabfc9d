package org.ostraka.ballot.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ostraka.ballot.VoterId;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/** Which rolls are read, and what is said of those that are not. Lines are separated by a bar. */
final class RollFileTest {

  @Test
  void votersComeInTheOrderOfTheFile() throws Exception {
    assertThat(read("voter_id\nzeno\nalice\nbob\n"))
        .containsExactly(voters("zeno", "alice", "bob"));
  }

  @Test
  void furtherColumnsArePassedOver() throws Exception {
    assertThat(read("name,voter_id,address\r\n\"Doe, A.\",a1,\"1st\nline\"\r\nRoe,a2,\r\n"))
        .containsExactly(voters("a1", "a2"));
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstColumn() throws Exception {
    assertThat(read("\ufeffvoter_id\nZoé\n")).containsExactly(voters("Zoé"));
  }

  @Test
  void theLastLineNeedsNoEnd() throws Exception {
    assertThat(read("voter_id\na\nb")).containsExactly(voters("a", "b"));
  }

  @Test
  void aQuotedIdIsTakenAsItIs() throws Exception {
    assertThat(read("voter_id\n\"a \"\"b\"\", c\"\n a\n"))
        .containsExactly(voters("a \"b\", c", " a"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          # what is wrong; the roll; the message
          empty file; ``; line 1: the first line must name a column voter_id
          no header; alice|bob; line 1: the first line must name a column voter_id
          header in other letters; Voter_ID|a; line 1: the first line must name a column voter_id
          column twice; voter_id,voter_id|a,b; line 1: the first line names the column voter_id twice
          nobody; voter_id|; line 2: no voter stands below the column names
          empty id; voter_id|a||b; line 3: voter id is empty: 1 to 128 bytes of UTF-8
          empty quoted id; voter_id,x|"",1; line 2: voter id is empty: 1 to 128 bytes of UTF-8
          same voter; voter_id|a|b|a|b; line 4: the same voter as in line 2
          same voter below a long record; x,voter_id|"1|2",a|3,a; line 4: the same voter as in line 2
          field missing; x,voter_id|1,a|2; line 3: 1 fields where the first line names 2 columns
          field too many; voter_id|a|b,c; line 3: 2 fields where the first line names 1 columns
          quote not closed; voter_id|a|"b|c; line 3: a quote is not closed, or text stands behind a closing one (RFC 4180)
          text behind a quote; voter_id|a|"b"c|d; line 3: a quote is not closed, or text stands behind a closing one (RFC 4180)
          control character; voter_id|a|b\u0007b; line 3: voter id has a control character
          """)
  void aBrokenRollIsRefusedWithItsLine(String what, String roll, String message) {
    assertRefused(roll.replace('|', '\n').getBytes(UTF_8), message);
  }

  @Test
  void anOversizedIdIsRefusedWithItsLine() {
    String fits = "é".repeat(64);
    assertRefused(
        ("voter_id\n" + fits + "\n" + fits + "x\n").getBytes(UTF_8),
        "line 3: voter id has 129 bytes: 1 to 128 bytes of UTF-8");
  }

  @Test
  void brokenUtf8IsFoundInItsVeryLine() {
    String many = "voter_id\nx\ny\nz\n";
    assertRefused(
        (many + "Zo\u00e9\n").getBytes(ISO_8859_1), "line 5: voter id is not well-formed UTF-8");
  }

  @Test
  void aRecordWithoutEndIsNotReadIntoMemory() {
    byte[] endless = ("voter_id\n\"" + "x".repeat(1 << 20)).getBytes(UTF_8);
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> RollFile.read(new ByteArrayInputStream(endless)))
        .withMessage("line 2: a record of over 65,536 bytes")
        .satisfies(fault -> assertThat(fault.kind()).isEqualTo(FaultKind.TOO_LARGE));
  }

  private static void assertRefused(byte[] roll, String message) {
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> RollFile.read(new ByteArrayInputStream(roll)))
        .withMessage(message)
        .satisfies(fault -> assertThat(fault.kind()).isEqualTo(FaultKind.INVALID_INPUT));
  }

  private static List<VoterId> read(String roll) throws Exception {
    return RollFile.read(new ByteArrayInputStream(roll.getBytes(UTF_8)));
  }

  private static VoterId[] voters(String... ids) {
    return Arrays.stream(ids).map(VoterId::of).toArray(VoterId[]::new);
  }
}
