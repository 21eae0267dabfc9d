package org.ostraka.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An ES module and all that it imports, as one script: a browser that asks for some seventy modules
 * one by one, each level of imports after the one before, shows its first page in twice the time
 * (measured).
 */
final class JoinedModules {
  private static final String BEGINNING =
      """
      const $given = {};
      const $need = (name) => ($given[name] ??= $modules[name]());
      const $modules = {
      """;

  private final ClassLoader loader;
  private final Libraries libraries;
  private final Map<String, String> functions = new LinkedHashMap<>();
  private final Set<String> open = new LinkedHashSet<>();
  private final Deque<String> later = new ArrayDeque<>();

  private JoinedModules(ClassLoader loader) {
    this.loader = loader;
    this.libraries = new Libraries(loader);
  }

  /**
   * The script of a module.
   *
   * @param resource the module's place in the class path
   * @return empty if it is not there
   * @throws IOException if what it imports is not there, has a form that is not read, or imports
   *     itself in a circle
   */
  static Optional<String> of(String resource, ClassLoader loader) throws IOException {
    JoinedModules modules = new JoinedModules(loader);
    return loader.getResource(resource) == null
        ? Optional.empty()
        : Optional.of(modules.script(resource));
  }

  private String script(String first) throws IOException {
    later.add(first);
    while (!later.isEmpty()) {
      take(later.remove());
    }
    StringBuilder script = new StringBuilder(BEGINNING);
    functions.forEach((name, function) ->
        script.append('\'').append(name).append("': ").append(function).append(",\n"));
    return script.append("};\n$need('").append(first).append("');\n").toString();
  }

  private void take(String name) throws IOException {
    if (functions.containsKey(name)) {
      return;
    }
    if (!open.add(name)) {
      throw new IOException("modules that import one another in a circle: " + open);
    }
    ModuleReader.Module module = read(name);
    for (String needed : module.needed()) {
      take(needed);
    }
    functions.put(name, module.function());
    later.addAll(module.later());
    open.remove(name);
  }

  private ModuleReader.Module read(String name) throws IOException {
    try (@Nullable InputStream in = loader.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("there is no module " + name);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return ModuleReader.read(text, other -> resource(other, name));
    } catch (IOException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }

  private String resource(String name, String importer) throws IOException {
    return name.startsWith(".")
        ? URI.create(importer).resolve(name).toString()
        : libraries.resource(name);
  }
}
