package org.ostraka.app.batch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ostraka.ballot.VoterId;
import org.ostraka.base.Digest;
import org.ostraka.base.DiskFaults;
import org.ostraka.base.Fault;

/**
 * A CSV file of ballots that was read once and found well-formed: {@code voter_id}, then the
 * ballot's fields.
 *
 * @param ballots lines with a ballot
 * @param repeated by line, the earlier line with the same voter: never sent
 */
public record BatchFile(Path file, Digest digest, long ballots, Map<Long, Long> repeated) {

  /**
   * Reads the whole file.
   *
   * @throws Fault naming the first line that breaks a rule
   */
  public static BatchFile check(Path file) throws Fault, IOException {
    Map<VoterId, Long> lines = new HashMap<>();
    Map<Long, Long> repeated = new TreeMap<>();
    try (BatchReader reader = BatchReader.open(file)) {
      for (BatchReader.@Nullable Entry entry = reader.nextOrNull();
          entry != null;
          entry = reader.nextOrNull()) {
        @Nullable Long earlier = lines.putIfAbsent(entry.voter(), entry.line());
        if (earlier != null) {
          repeated.put(entry.line(), earlier);
        }
      }
    }
    return new BatchFile(file, digest(file), lines.size() + repeated.size(), repeated);
  }

  private static Digest digest(Path file) throws Fault {
    MessageDigest sha256 = Digest.sha256();
    try (InputStream in = Files.newInputStream(file)) {
      new DigestInputStream(in, sha256).transferTo(OutputStream.nullOutputStream());
      return Digest.finish(sha256);
    } catch (IOException e) {
      throw DiskFaults.of(e, file);
    }
  }
}
