package org.ostraka.app;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ostraka.base.Fault;
import org.ostraka.base.ProgramVersion;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

public final class Main {
  private static final int USAGE = 2;

  private final Console console;

  Main(Console console) {
    this.console = console;
  }

  /** Runs one command and ends the process. */
  public static void main(String[] arguments) {
    int code = new Main(Console.ofProcess()).run(List.of(arguments));
    Runtime.getRuntime().exit(code);
  }

  /** Runs one command; never throws. */
  int run(List<String> line) {
    boolean help = line.isEmpty() || List.of("help", "--help", "-h").contains(line.getFirst());
    if (help && line.size() > 1) {
      List<String> about = new ArrayList<>(line.subList(1, line.size()));
      about.add("--help");
      return run(about);
    }
    if (help) {
      console.out().print(HelpText.all());
      return 0;
    }
    if (line.getFirst().equals("--version")) {
      console.line("%s", version());
      return 0;
    }
    return CommandTable.named(line).map(entry -> run(entry, line)).orElseGet(() -> unknown(line));
  }

  static String version() {
    return "ostraka " + ProgramVersion.OWN + ", Java " + Runtime.version();
  }

  private int unknown(List<String> line) {
    List<CommandEntry> near = CommandTable.beginningWith(line.getFirst());
    if (!near.isEmpty() && line.getLast().equals("--help")) {
      console.out().print(HelpText.lines(near));
      return 0;
    }
    String words = String.join(" ", line.subList(0, Math.min(2, line.size())));
    console.err().println("ostraka: no command '" + words + "': ostraka help lists them all");
    console.err().print(HelpText.lines(near));
    return USAGE;
  }

  private int run(CommandEntry entry, List<String> line) {
    Command command = entry.maker().get();
    CommandLine parser = parser(entry, command);
    List<String> arguments = line.subList(entry.words().size(), line.size());
    try {
      ParseResult parsed = parser.parseArgs(arguments.toArray(String[]::new));
      if (parser.isUsageHelpRequested()) {
        parser.usage(console.out());
        return 0;
      }
      return run(command, parsed.hasMatchedOption("--debug"));
    } catch (ParameterException e) {
      console.err().println("ostraka: " + e.getMessage());
      console.err().println("usage: ostraka " + entry.synopsis() + " (--help shows all options)");
      return USAGE;
    }
  }

  private static CommandLine parser(CommandEntry entry, Command command) {
    CommandLine parser = new CommandLine(command);
    parser.setCommandName("ostraka " + entry.name());
    parser.setCaseInsensitiveEnumValuesAllowed(true);
    CommandSpec spec = parser.getCommandSpec();
    spec.usageMessage().description(entry.summary()).sortOptions(false).width(100);
    spec.addOption(flag("--debug", "show stack traces of failures").build());
    spec.addOption(flag("--help", "show this help").usageHelp(true).build());
    return parser;
  }

  private static OptionSpec.Builder flag(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).arity("0").description(description);
  }

  private int run(Command command, boolean debug) {
    Failures failures = new Failures(console, debug || System.getenv("OSTRAKA_DEBUG") != null);
    try {
      return command.run(console);
    } catch (Fault | IOException | InterruptedException | RuntimeException e) {
      return failures.report(e, command.asJson());
    }
  }
}
