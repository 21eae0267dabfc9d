package org.ostraka.app.command;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.app.Ending;
import org.ostraka.app.Logging;
import org.ostraka.app.node.BallotNode;
import org.ostraka.app.organisation.ServerKey;
import org.ostraka.app.organisation.ServerSettings;
import org.ostraka.base.Fault;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** {@code ballot serve}: one server in the foreground, until it is told to end. */
@CommandLine.Command
public final class ServeCommand implements Command {
  @Mixin private final Where where = new Where();

  /** What options say, beside {@code server.toml}. */
  private final Map<ServerKey, Long> given = new EnumMap<>(ServerKey.class);

  /** Adds an option for every key of {@code server.toml}. */
  @Spec
  void addKeys(CommandSpec spec) {
    for (ServerKey key : ServerKey.values()) {
      spec.addOption(
          OptionSpec.builder("--" + key.word())
              .paramLabel("N")
              .type(long.class)
              .description(key.meaning() + " (server.toml: " + key.word() + ")")
              .setter(new Given(key))
              .build());
    }
  }

  /** Takes the value of an option; the parser sets those that were not given to null. */
  private final class Given implements CommandLine.Model.ISetter {
    private final ServerKey key;

    Given(ServerKey key) {
      this.key = key;
    }

    @Override
    public <T> @Nullable T set(@Nullable T value) {
      if (value instanceof Long number) {
        given.put(key, number);
      }
      return value;
    }
  }

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    Logging.ofServer();
    ServerSettings settings = where.directory().settings(where.server());
    for (Map.Entry<ServerKey, Long> option : given.entrySet()) {
      settings = settings.with(option.getKey(), option.getValue());
    }
    try (Ending ending = new Ending();
        BallotNode node = BallotNode.start(where.directory(), where.server(), settings)) {
      ending.asksBy(node::end);
      node.awaitEnd();
    }
    return 0;
  }
}
