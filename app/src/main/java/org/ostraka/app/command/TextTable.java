package org.ostraka.app.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Lines of cells under a head, aligned: numbers to the right, the rest to the left. */
final class TextTable {
  private final List<List<Object>> rows = new ArrayList<>();

  TextTable(String... head) {
    rows.add(Arrays.asList((Object[]) head));
  }

  void row(Object... cells) {
    rows.add(Arrays.asList(cells));
  }

  void print(PrintStream out) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<Object> row : rows) {
      for (int at = 0; at < columns; at++) {
        widths[at] = Math.max(widths[at], width(text(row.get(at))));
      }
    }
    rows.forEach(row -> out.println(line(row, widths)));
  }

  private String line(List<Object> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int at = 0; at < widths.length; at++) {
      String cell = text(row.get(at));
      String space = " ".repeat(widths[at] - width(cell));
      line.append(at == 0 ? "" : "  ").append(isNumeric(at) ? space + cell : cell + space);
    }
    return line.toString().stripTrailing();
  }

  private boolean isNumeric(int column) {
    return rows.size() > 1 && rows.get(1).get(column) instanceof Number;
  }

  private static String text(Object cell) {
    return cell instanceof Number number
        ? String.format(Locale.ROOT, "%,d", number.longValue())
        : cell.toString();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
