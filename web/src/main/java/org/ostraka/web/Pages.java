package org.ostraka.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files that browsers get, out of the class path, and no other:
 *
 * <pre>
 * /                    FOLDER/index.html
 * /console/PATH        FOLDER/PATH
 * /lib/PACKAGE/PATH    the npm package's file, out of its WebJar
 * </pre>
 */
public final class Pages {
  private static final String FRONT = "/console/";
  private static final String LIBRARIES = "/lib/";
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
      return fileOrNull(folder, "index.html");
    }
    if (path.startsWith(FRONT)) {
      return fileOrNull(folder, path.substring(FRONT.length()));
    }
    return path.startsWith(LIBRARIES) ? libraryOrNull(path.substring(LIBRARIES.length())) : null;
  }

  private @Nullable Page fileOrNull(String below, String path) throws IOException {
    @Nullable String type = MediaTypes.ofOrNull(path);
    if (type == null || !isSafe(path)) {
      return null;
    }
    try (@Nullable InputStream in = loader.getResourceAsStream(below + "/" + path)) {
      return in == null ? null : new Page(in.readAllBytes(), type);
    }
  }

  private static boolean isSafe(String path) {
    return path.length() <= LONGEST_PATH && PATH.matcher(path).matches();
  }

  /** A WebJar writes the name {@code @lit/reactive-element} as {@code lit__reactive-element}. */
  private @Nullable Page libraryOrNull(String path) throws IOException {
    int end = path.indexOf('/', path.startsWith("@") ? path.indexOf('/') + 1 : 0);
    if (end < 0 || !isSafe(path)) {
      return null;
    }
    String name = path.substring(0, end).replace("@", "").replace("/", "__");
    @Nullable String version = versionOrNull(name);
    return version == null
        ? null
        : fileOrNull("META-INF/resources/webjars/" + name + "/" + version, path.substring(end + 1));
  }

  private @Nullable String versionOrNull(String library) throws IOException {
    String file = "META-INF/maven/org.webjars.npm/" + library + "/pom.properties";
    try (@Nullable InputStream in = loader.getResourceAsStream(file)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version");
    }
  }
}
