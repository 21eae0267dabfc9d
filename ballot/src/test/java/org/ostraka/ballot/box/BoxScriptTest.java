package org.ostraka.ballot.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Tells every golden script beside this class to a ballot box, once as it stands and once with a
 * restart before each entry, which must not show.
 *
 * <p>With {@code OSTRAKA_REWRITE=1} in the environment the scripts are rewritten with what the box
 * answers now; review the difference before you commit it.
 */
class BoxScriptTest {
  private static final Path SCRIPTS = Path.of("src/test/resources/org/ostraka/ballot/box");
  private static final boolean REWRITE = "1".equals(System.getenv("OSTRAKA_REWRITE"));

  @TestFactory
  List<DynamicNode> scripts() throws IOException {
    List<DynamicNode> nodes = new ArrayList<>();
    for (Path script : files()) {
      if (REWRITE) {
        rewrite(script);
      }
      nodes.add(tests(script));
    }
    assertThat(nodes).isNotEmpty();
    return nodes;
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(SCRIPTS)) {
      return files.filter(file -> file.toString().endsWith(".script")).sorted().toList();
    }
  }

  private static DynamicNode tests(Path file) throws IOException {
    return DynamicContainer.dynamicContainer(
        String.valueOf(file.getFileName()),
        Script.read(file).stories().stream().flatMap(BoxScriptTest::tests));
  }

  private static Stream<DynamicNode> tests(Script.Story story) {
    return Stream.of(
        DynamicTest.dynamicTest(story.title(), () -> check(story, false)),
        DynamicTest.dynamicTest(story.title() + ", with restarts", () -> check(story, true)));
  }

  private static void check(Script.Story story, boolean restarting) throws IOException {
    ScriptedBox box = new ScriptedBox(restarting);
    for (Script.Step step : story.steps()) {
      assertThat(box.tell(step.input()))
          .as("%s: %s", story.title(), String.join("\n", step.input()))
          .isEqualTo(step.expected());
    }
  }

  private static void rewrite(Path file) throws IOException {
    List<Script.Story> told = new ArrayList<>();
    for (Script.Story story : Script.read(file).stories()) {
      ScriptedBox box = new ScriptedBox(false);
      List<Script.Step> steps = new ArrayList<>();
      for (Script.Step step : story.steps()) {
        steps.add(new Script.Step(step.input(), box.tell(step.input())));
      }
      told.add(new Script.Story(story.title(), steps));
    }
    new Script(file, told).write();
  }
}
