package org.ostraka.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each form of import and export, and what it becomes. */
final class ModuleReaderTest {

  private static ModuleReader.Module read(String module) throws IOException {
    return ModuleReader.read(module, name -> "at/" + name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "import { a, b as c } from 'x';   | const { a, b: c } = $need('at/x');",
        "import{a as b}from\"x\";         | const {a: b} = $need('at/x');",
        "import * as all from 'x';        | const all = $need('at/x');",
        "import words from 'x';           | const words = $need('at/x').default;",
        "import 'x';                      | $need('at/x');",
        "go(() => import('x'));           | go(() => Promise.resolve().then(() => $need('at/x')));",
        "export const a = 1;              | const a = 1;",
        "export async function f() {}     | async function f() {}",
        "export class C {}                | class C {}",
        "export default { a: 1 };         | const $itself = { a: 1 };",
        "say('import it');                | say('import it');",
      })
  void whatItBecomes(String module, String function) throws IOException {
    assertThat(read(module).function()).contains("() => {\n" + function + "\nreturn {");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "export const a = 1;                | a",
        "export function* f() {}            | f",
        "export default 1;                  | default: $itself",
        "const t=1,e=2;export{t as a,e};    | a: t, e: e",
        "export*from\"x\";                  | ...$need('at/x')",
        "export { a, b as c } from 'x';     | a: $need('at/x').a, c: $need('at/x').b",
      })
  void whatItGives(String module, String given) throws IOException {
    assertThat(read(module).function()).endsWith("\nreturn { " + given + " };\n}");
  }

  @Test
  void severalStatementsMayStandInOneLine() throws IOException {
    ModuleReader.Module module =
        read(
            "import\"x\";import\"y\";export*from\"z\";export{i as I};\n//# sourceMappingURL=m.map");
    assertThat(module.needed()).containsExactly("at/x", "at/y", "at/z");
    assertThat(module.function()).doesNotContain("import").doesNotContain("sourceMappingURL");
  }

  @Test
  void whatIsImportedLaterIsNotNeededNow() throws IOException {
    ModuleReader.Module module = read("const load = () => import('x');");
    assertThat(module.needed()).isEmpty();
    assertThat(module.later()).containsExactly("at/x");
  }

  /** What others import of it would not change with it. */
  @ParameterizedTest
  @ValueSource(strings = {"export let a = 1;", "let a;export var b;", "import a, { b } from c;"})
  void otherFormsAreRefused(String module) {
    assertThatThrownBy(() -> read(module))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not read");
  }
}
