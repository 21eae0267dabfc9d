package org.ostraka.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a browser is told that a file of ours is; of any other kind none is served. */
final class MediaTypes {
  private static final Map<String, String> BY_ENDING =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("webp", "image/webp"),
          Map.entry("ico", "image/vnd.microsoft.icon"),
          Map.entry("woff2", "font/woff2"));

  private MediaTypes() {}

  static @Nullable String ofOrNull(String name) {
    return BY_ENDING.get(name.substring(name.lastIndexOf('.') + 1));
  }
}
