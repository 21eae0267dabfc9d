package org.ostraka.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files that browsers get, out of the class path, and no other:
 *
 * <pre>
 * /                    FOLDER/index.html
 * /console/PATH        FOLDER/PATH; a module with all that it imports
 * </pre>
 */
public final class Pages {
  private static final String FRONT = "/console/";
  private static final int LONGEST_PATH = 200;

  /** No segment begins with a dot, so that none leads upwards. */
  private static final Pattern PATH =
      Pattern.compile("[A-Za-z0-9_@][A-Za-z0-9_@.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*){0,9}");

  private final ClassLoader loader;
  private final String folder;
  private final Map<String, Page> known = new ConcurrentHashMap<>();

  /**
   * The pages in a folder of the class path.
   *
   * @param folder such as {@code org/ostraka/console}
   */
  public Pages(ClassLoader loader, String folder) {
    this.loader = loader;
    this.folder = folder;
  }

  /** No pages at all. */
  public static Pages none() {
    return new Pages(ClassLoader.getPlatformClassLoader(), "org/ostraka/nothing");
  }

  /** The page at a path of a URL; empty if there is none. */
  Optional<Page> at(String path) throws IOException {
    @Nullable Page page = known.get(path);
    if (page == null) {
      page = readOrNull(path);
      if (page != null) {
        known.put(path, page);
      }
    }
    return Optional.ofNullable(page);
  }

  private @Nullable Page readOrNull(String path) throws IOException {
    if (path.equals("/") || path.equals(FRONT)) {
      return fileOrNull("index.html");
    }
    return path.startsWith(FRONT) ? fileOrNull(path.substring(FRONT.length())) : null;
  }

  private @Nullable Page fileOrNull(String path) throws IOException {
    @Nullable String type = MediaTypes.ofOrNull(path);
    if (type == null || !isSafe(path)) {
      return null;
    }
    String resource = folder + "/" + path;
    if (path.endsWith(".js")) {
      Optional<String> script = JoinedModules.of(resource, loader);
      return script.isEmpty()
          ? null
          : new Page(script.get().getBytes(StandardCharsets.UTF_8), type);
    }
    try (@Nullable InputStream in = loader.getResourceAsStream(resource)) {
      return in == null ? null : new Page(in.readAllBytes(), type);
    }
  }

  private static boolean isSafe(String path) {
    return path.length() <= LONGEST_PATH && PATH.matcher(path).matches();
  }
}
