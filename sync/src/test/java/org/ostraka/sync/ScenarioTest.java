package org.ostraka.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the meetings that people have, one a row, from a folder "a" with file "b". */
final class ScenarioTest {
  private static final List<TreeEdit> BASE =
      List.of(
          edit(TreeEdit.What.MAKE_FOLDER, 0, 0, 0),
          edit(TreeEdit.What.MAKE_FILE, 0, 1, 1),
          edit(TreeEdit.What.MAKE_FOLDER, 0, 0, 2));

  private static TreeEdit edit(TreeEdit.What what, int node, int target, int name) {
    return new TreeEdit(what, node, target, name);
  }

  /** An edit in letters: the node 0 is folder a, 1 file a/b, 2 folder c; the root is target 0. */
  private static TreeEdit parse(String text) {
    String[] part = text.strip().split(" ", -1);
    return edit(
        TreeEdit.What.valueOf(part[0]),
        Integer.parseInt(part[1]),
        Integer.parseInt(part[2]),
        Integer.parseInt(part[3]));
  }

  private static List<TreeEdit> edits(String text) {
    return Stream.of(text.split(";", -1))
        .filter(edit -> !edit.isBlank())
        .map(ScenarioTest::parse)
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing happens          |              |              | /a /a/b /c         | 0
          one edits                | EDIT 1 0 0   |              | /a /a/b /c         | 0
          both edit                | EDIT 1 0 0   | EDIT 1 0 0   | /a /a/b /a/copy /c | 1
          edit against removal     | EDIT 1 0 0   | REMOVE 1 0 0 | /a /a/b /c         | 0
          removal against edit     | REMOVE 1 0 0 | EDIT 1 0 0   | /a /a/b /c         | 0
          edit in a removed folder | EDIT 1 0 0   | REMOVE 0 0 0 | /a /a/b /c         | 0
          folders into each other  | MOVE 0 2 0   | MOVE 2 1 0   | /a /a/b /a/c       | 0
          both move one            | RENAME 1 0 2 | RENAME 1 0 3 | /a /a/d /c         | 0
          both remove              | REMOVE 0 0 0 | REMOVE 0 0 0 | /c                 | 0
          move against removal     | MOVE 1 2 0   | REMOVE 0 0 0 | /c /c/b            | 0
          two names exchanged      | SWAP 2 0 0   |              | /a /c /c/b         | 0
          both make a file         | MAKE_FILE 0 0 3 | MAKE_FILE 0 0 3 | /a /a/b /c /copy /d | 1
          both make a folder       | MAKE_FOLDER 0 0 3 | MAKE_FOLDER 0 0 3 | /a /a/b /c /d | 0
          file becomes a folder    | REPLACE_BY_FOLDER 1 0 0 | EDIT 1 0 0 | /a /a/b /a/b/b /c | 0
          """)
  void meetings(String name, String here, String there, String outcome, int copies) {
    TreePair pair =
        new TreePair(BASE, edits(here == null ? "" : here), edits(there == null ? "" : there));
    ModelDesk desk = new ModelDesk(pair);
    desk.settle();
    List<String> paths =
        desk.there().nodes().stream()
            .map(node -> desk.there().pathText(node.id()).replaceAll("/. \\(conflict.*", "/copy"))
            .sorted()
            .toList();
    assertThat(String.join(" ", paths)).isEqualTo(outcome);
    assertThat(desk.copies()).isEqualTo(copies);
    assertThat(desk.next()).isEmpty();
  }
}
