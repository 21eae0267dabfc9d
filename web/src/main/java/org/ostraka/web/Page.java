package org.ostraka.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.ostraka.base.Digest;

/** A file as a browser gets it: its bytes, as they are and packed by gzip, and what they are. */
final class Page {
  private static final int TAG_DIGITS = 32;

  private final byte[] content;
  private final byte[] packed;
  private final String type;
  private final String tag;

  /** The array is handed over. */
  Page(byte[] content, String type) throws IOException {
    this.content = content;
    this.packed = packed(content);
    this.type = type;
    this.tag = Digest.of(content).toString().substring(0, TAG_DIGITS);
  }

  private static byte[] packed(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }

  boolean isSmallerPacked() {
    return packed.length < content.length;
  }

  byte[] content(boolean asPacked) {
    return asPacked ? packed.clone() : content.clone();
  }

  String type() {
    return type;
  }

  /** Its entity tag, which changes with the content, and differs for each form of it. */
  String tag(boolean ofPacked) {
    return ofPacked ? "\"" + tag + "-gzip\"" : "\"" + tag + "\"";
  }
}
