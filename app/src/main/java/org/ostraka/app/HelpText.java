package org.ostraka.app;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.ostraka.app.CommandEntry.Group;

/** What {@code ostraka help} prints: every command, by group. */
final class HelpText {
  private static final String HEAD =
      """
      Ostraka: self-hosted, distributed file software for an organisation.

      Usage: ostraka COMMAND [OPTIONS]       options of a command: ostraka COMMAND --help

      """;
  private static final String FOOT =
      """
      Everywhere: --help, --debug (stack traces; or OSTRAKA_DEBUG=1). ostraka --version.
      Exit codes: 0 done; 1 refused or failed, with one line on standard error; 2 usage.
      """;

  private HelpText() {}

  static String all() {
    return HEAD
        + Arrays.stream(Group.values()).map(HelpText::group).collect(Collectors.joining())
        + FOOT;
  }

  private static String group(Group group) {
    List<CommandEntry> entries =
        CommandTable.ENTRIES.stream().filter(entry -> entry.group() == group).toList();
    return group.title() + "\n" + lines(entries) + "\n";
  }

  /** One line for each command, aligned. */
  static String lines(List<CommandEntry> entries) {
    int width = entries.stream().mapToInt(entry -> entry.synopsis().length()).max().orElse(1);
    String format = "  %-" + width + "s  %s%n";
    StringBuilder lines = new StringBuilder();
    entries.forEach(entry -> lines.append(format.formatted(entry.synopsis(), entry.summary())));
    return lines.toString();
  }
}
