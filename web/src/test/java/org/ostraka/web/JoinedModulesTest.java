package org.ostraka.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules that import others, and what comes of them. */
final class JoinedModulesTest {
  @TempDir private Path folder;

  private String joined() throws IOException {
    URL[] here = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(here, null)) {
      return JoinedModules.of("a.js", loader).orElseThrow();
    }
  }

  private void module(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /**
   * <pre>
   * a.js ── inner/b.js ── c.js
   *   └──────────────────┘
   * </pre>
   */
  @Test
  void eachModuleStandsThereOnceBehindWhatItNeeds() throws IOException {
    module("a.js", "import './inner/b.js';\nimport './c.js';\n");
    module("inner/b.js", "import '../c.js';\n");
    module("c.js", "export const c = 3;\n");
    assertThat(joined())
        .containsSubsequence(
            "'c.js': () =>", "'inner/b.js': () =>", "'a.js': () =>", "$need('a.js')")
        .containsOnlyOnce("const c = 3;");
  }

  @Test
  void whatIsImportedLaterComesToo() throws IOException {
    module("a.js", "const load = () => import('./b.js');\n");
    module("b.js", "import { c } from './c.js';\n");
    module("c.js", "export const c = () => import('./a.js');\n");
    assertThat(joined()).contains("'b.js': () =>", "'c.js': () =>");
  }

  @Test
  void aCircleIsRefused() throws IOException {
    module("a.js", "import './b.js';\n");
    module("b.js", "import './a.js';\n");
    assertThatThrownBy(this::joined)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("circle: [a.js, b.js]");
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    module("a.js", "import './b.js';\n");
    assertThatThrownBy(this::joined).hasMessageContaining("there is no module b.js");
    module("a.js", "import { html } from 'lit';\n");
    assertThatThrownBy(this::joined).hasMessageContaining("a.js: there is no library lit");
  }
}
