package org.ostraka.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The npm packages in the class path, each in its WebJar. */
final class Libraries {

  /** A WebJar's package.json says, as npm wants it, which module stands for the whole package. */
  private static final Pattern MAIN = Pattern.compile("\"main\"\\s*:\\s*\"([^\"]+)\"");

  private final ClassLoader loader;

  Libraries(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * The resource that a module means by a name.
   *
   * @param name such as {@code lit}, {@code lit/directives/repeat.js} or {@code @lit/element}
   */
  String resource(String name) throws IOException {
    int scope = name.startsWith("@") ? name.indexOf('/') + 1 : 0;
    int end = name.indexOf('/', scope);
    String library = end < 0 ? name : name.substring(0, end);
    String folder = folder(library);
    return folder + (end < 0 ? main(folder) : name.substring(end + 1));
  }

  /** A WebJar writes the name {@code @lit/reactive-element} as {@code lit__reactive-element}. */
  private String folder(String library) throws IOException {
    String jar = library.replace("@", "").replace("/", "__");
    return "META-INF/resources/webjars/" + jar + "/" + version(jar) + "/";
  }

  private String version(String jar) throws IOException {
    String file = "META-INF/maven/org.webjars.npm/" + jar + "/pom.properties";
    try (@Nullable InputStream in = loader.getResourceAsStream(file)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return Optional.ofNullable(properties.getProperty("version"))
          .orElseThrow(() -> new IOException("there is no library " + jar));
    }
  }

  private String main(String folder) throws IOException {
    try (@Nullable InputStream in = loader.getResourceAsStream(folder + "package.json")) {
      byte[] about = in == null ? new byte[0] : in.readAllBytes();
      Matcher main = MAIN.matcher(new String(about, StandardCharsets.UTF_8));
      if (!main.find()) {
        throw new IOException(folder + "package.json names no main module");
      }
      return main.group(1);
    }
  }
}
