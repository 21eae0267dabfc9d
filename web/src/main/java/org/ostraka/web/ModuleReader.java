package org.ostraka.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a function of an ES module, which is called when the module is first needed and gives what
 * it exports:
 *
 * <pre>
 * import { a as b } from './x.js';     const { a: b } = $need('folder/x.js');
 * export const c = 1;                  const c = 1;  ...  return { c };
 * import('./y.js')                     Promise.resolve().then(() =&gt; $need('folder/y.js'))
 * </pre>
 *
 * <p>It reads the forms that our modules and their libraries are written in, and refuses others.
 */
final class ModuleReader {

  /** A statement begins with a line, or behind another. */
  private static final String BEGIN = "(?<=^|[\\n;}])\\s*";

  private static final String NAMES = "\\{[^}]*\\}";
  private static final String FROM = "[\"']([^\"'\\n]+)[\"'];?";

  private static final Pattern PASSED_ON =
      Pattern.compile(BEGIN + "export\\s*(\\*|" + NAMES + ")\\s*from\\s*" + FROM);
  private static final Pattern IMPORTED =
      Pattern.compile(BEGIN + "import\\s*(?:([\\w$*{}\\s,]+?)\\s*from\\s*)?" + FROM);
  private static final Pattern LATER = Pattern.compile("\\bimport\\('([^']+)'\\)");
  private static final Pattern EXPORTED = Pattern.compile(BEGIN + "export\\s*(" + NAMES + ");?");
  private static final Pattern DECLARED =
      Pattern.compile("(?m)^export ((?:async )?(?:const|function\\*?|class) (\\w+))");
  private static final Pattern ITSELF = Pattern.compile("(?m)^export default ");
  private static final Pattern UNREAD =
      Pattern.compile("(?m)(?:^|;)\\s*(?:import|export)\\b(?!\\().{0,60}");
  private static final Pattern DEBUGGING = Pattern.compile("(?m)^//# sourceMappingURL=.*$");

  private final Names names;
  private final List<String> given = new ArrayList<>();
  private final Set<String> needed = new TreeSet<>();
  private final Set<String> later = new TreeSet<>();

  private ModuleReader(Names names) {
    this.names = names;
  }

  /** What a module means by the name that it imports from. */
  @FunctionalInterface
  interface Names {
    String resource(String name) throws IOException;
  }

  /**
   * A module that was read.
   *
   * @param function JavaScript
   * @param needed the resources that it imports
   * @param later those that it imports when it comes to that
   */
  record Module(String function, Set<String> needed, Set<String> later) {}

  /**
   * Reads a module.
   *
   * @throws IOException if it has a form that is not read
   */
  static Module read(String text, Names names) throws IOException {
    return new ModuleReader(names).read(text);
  }

  private Module read(String module) throws IOException {
    String text = DEBUGGING.matcher(module).replaceAll("");
    text = replaced(text, PASSED_ON, this::passOn);
    text = replaced(text, IMPORTED, this::bring);
    text = replaced(text, LATER, this::bringLater);
    text = replaced(text, EXPORTED, this::give);
    text = replaced(text, DECLARED, this::giveDeclared);
    text = replaced(text, ITSELF, _ -> giveItself());
    Matcher unread = UNREAD.matcher(text);
    if (unread.find()) {
      throw new IOException("this form of import or export is not read: " + unread.group());
    }
    String function = "() => {\n%s\nreturn { %s };\n}".formatted(text, String.join(", ", given));
    return new Module(function, needed, later);
  }

  @FunctionalInterface
  private interface Rewriting {
    String of(MatchResult found) throws IOException;
  }

  private static String replaced(String text, Pattern form, Rewriting rewriting)
      throws IOException {
    Matcher matcher = form.matcher(text);
    StringBuilder all = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(all, Matcher.quoteReplacement(rewriting.of(matcher)));
    }
    return matcher.appendTail(all).toString();
  }

  private String need(String name) throws IOException {
    String resource = names.resource(name);
    needed.add(resource);
    return "$need('" + resource + "')";
  }

  private String passOn(MatchResult found) throws IOException {
    String module = need(found.group(2));
    if (found.group(1).equals("*")) {
      given.add("..." + module);
    } else {
      pairs(found.group(1))
          .forEach(pair -> given.add(pair.outside + ": " + module + "." + pair.inside));
    }
    return "";
  }

  private String bring(MatchResult found) throws IOException {
    String module = need(found.group(2));
    @Nullable String what = found.group(1);
    if (what == null) {
      return module + ";";
    }
    if (what.startsWith("{")) {
      return "const " + what.replaceAll("\\s+as\\s+", ": ") + " = " + module + ";";
    }
    return what.startsWith("*")
        ? "const " + what.replaceFirst("\\*\\s*as\\s+", "") + " = " + module + ";"
        : "const " + what + " = " + module + ".default;";
  }

  private String bringLater(MatchResult found) throws IOException {
    String resource = names.resource(found.group(1));
    later.add(resource);
    return "Promise.resolve().then(() => $need('" + resource + "'))";
  }

  private String give(MatchResult found) {
    pairs(found.group(1)).forEach(pair -> given.add(pair.outside + ": " + pair.inside));
    return "";
  }

  private String giveDeclared(MatchResult found) {
    given.add(found.group(2));
    return found.group(1);
  }

  private String giveItself() {
    given.add("default: $itself");
    return "const $itself = ";
  }

  /** A name inside a module, and the one by which others know it. */
  private record Pair(String inside, String outside) {}

  private static Stream<Pair> pairs(String braces) {
    return Stream.of(braces.substring(1, braces.length() - 1).split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .map(name -> name.split("\\s+as\\s+", -1))
        .map(both -> new Pair(both[0], both[both.length - 1]));
  }
}
