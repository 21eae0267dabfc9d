package org.ostraka.bench.swarm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A torrent of one file in pieces of 1 MiB (BEP 3), for the peers that are measured beside. */
final class Torrent {
  static final int PIECE = 1 << 20;

  private Torrent() {}

  /** Writes the torrent of a file. */
  static Path write(Path file, Path torrent, String tracker) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ascii("d8:announce" + text(tracker) + "4:infod6:lengthi"));
    out.writeBytes(ascii("%de4:name%s".formatted(Files.size(file), text(name(file)))));
    byte[] pieces = pieces(file);
    out.writeBytes(ascii("12:piece lengthi%de6:pieces%d:".formatted(PIECE, pieces.length)));
    out.writeBytes(pieces);
    out.writeBytes(ascii("ee"));
    return Files.write(torrent, out.toByteArray());
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static String text(String text) {
    return text.length() + ":" + text;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] pieces(Path file) throws IOException {
    ByteArrayOutputStream digests = new ByteArrayOutputStream();
    try (InputStream in = Files.newInputStream(file)) {
      for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
        digests.writeBytes(sha1().digest(piece));
      }
    }
    return digests.toByteArray();
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
