package org.ostraka.console;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The fixed parts of the templates in a module: what stands there in every language. */
final class Templates {
  private static final Pattern BEGIN = Pattern.compile("\\b(?:html|svg)`");
  private static final Pattern TAG = Pattern.compile("<[^>]*>");

  private final String source;
  private final List<String> found = new ArrayList<>();
  private int at;

  private Templates(String source) {
    this.source = source;
  }

  /** Each template with a space for each expression. */
  static List<String> of(String source) {
    Templates templates = new Templates(source);
    templates.code(false);
    return templates.found;
  }

  /** What is shown as text: a template without its tags. */
  static String text(String template) {
    return TAG.matcher(template).replaceAll(" ");
  }

  /** Passes over code, up to the brace that closes it where it is an expression in a template. */
  private void code(boolean inner) {
    int depth = 0;
    while (at < source.length()) {
      char letter = source.charAt(at);
      if (beginsTemplate()) {
        template();
      } else if (letter == '`') {
        at++;
        fixed();
      } else if (letter == '}' && inner && depth == 0) {
        return;
      } else {
        depth += letter == '{' ? 1 : letter == '}' ? -1 : 0;
        at++;
      }
    }
  }

  private boolean beginsTemplate() {
    return BEGIN.matcher(source).region(at, source.length()).lookingAt();
  }

  private void template() {
    at = source.indexOf('`', at) + 1;
    found.add(fixed());
  }

  /** The text up to the closing backquote, which is passed over. */
  private String fixed() {
    StringBuilder text = new StringBuilder();
    while (source.charAt(at) != '`') {
      if (source.startsWith("${", at)) {
        at += 2;
        code(true);
        text.append(' ');
      } else {
        text.append(source.charAt(at));
      }
      at++;
    }
    at++;
    return text.toString();
  }
}
