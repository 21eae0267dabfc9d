package org.ostraka.app.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.ElectionName;
import org.ostraka.base.AtomicFiles;
import org.ostraka.base.Digest;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.FileDisk;

/**
 * The secret from which a batch names its ballots. A repeated run of the same file gives the same
 * names, so that it recognises what an earlier run cast; without the secret, a name leads neither
 * to a line of the file nor to a voter.
 */
public final class BatchKey {
  private static final int KEY_BYTES = 32;
  private static final int NAME_BYTES = 16;
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec secret;

  private BatchKey(byte[] secret) {
    this.secret = new SecretKeySpec(secret, ALGORITHM);
  }

  /** The key of this file in this election: kept in the directory, made by the first run. */
  public static BatchKey of(Path directory, ElectionName election, Digest file)
      throws Fault, IOException {
    FileDisk disk = FileDisk.ownerOnly();
    AtomicFiles files = new AtomicFiles(disk);
    disk.createDirectories(directory);
    String batch = HexFormat.of().formatHex(file.toBytes(), 0, NAME_BYTES);
    Path path = directory.resolve(election + "-" + batch + ".key");
    if (!disk.exists(path)) {
      byte[] fresh = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(fresh);
      files.replace(path, HexFormat.of().formatHex(fresh).getBytes(StandardCharsets.US_ASCII));
    }
    return new BatchKey(parse(path, files.read(path, 2 * KEY_BYTES)));
  }

  private static byte[] parse(Path path, byte[] hex) throws Fault {
    try {
      byte[] key = HexFormat.of().parseHex(new String(hex, StandardCharsets.US_ASCII));
      if (key.length == KEY_BYTES) {
        return key;
      }
    } catch (IllegalArgumentException _) {
      // Refused below, as a file of another length is.
    }
    throw Fault.of(FaultKind.CORRUPT, path + " is not the key of a batch: restore it");
  }

  /** The name of the ballot of the n-th record. */
  BallotPath name(long record) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      byte[] code = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(record).array());
      return new BallotPath(HexFormat.of().formatHex(Arrays.copyOf(code, NAME_BYTES)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
    }
  }
}
