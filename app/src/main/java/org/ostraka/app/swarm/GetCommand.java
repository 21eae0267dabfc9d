package org.ostraka.app.swarm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.base.DiskFaults;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.Link;
import org.ostraka.swarm.client.ClientNode;
import org.ostraka.swarm.client.Readout;
import org.ostraka.swarm.store.StoredFile;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code swarm get}: fetches the file of a link, serving meanwhile what it has of it. */
@CommandLine.Command
public final class GetCommand implements Command {
  @Parameters(paramLabel = "LINK", description = "what 'share' printed")
  private String link = "";

  @Option(
      names = "--out",
      paramLabel = "PATH",
      description = "the file to make, or a folder for it (default: the link's name, here)")
  private @Nullable Path out;

  @Option(
      names = "--then",
      paramLabel = "exit|serve",
      defaultValue = "exit",
      description = "when the file is there: end, or stay and serve (default exit)")
  private Then then;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "give up when nothing has come for so long and nobody has it (default 30)")
  private int patience;

  @Mixin private ClientOptions options = new ClientOptions();

  private boolean hadAlready;

  enum Then {
    EXIT,
    SERVE
  }

  @Override
  public int run(Console console) throws Fault {
    Link wanted = Link.parse(link);
    Path place = place(wanted).toAbsolutePath();
    requireFolder(place.getParent());
    try (ClientFolder folder = options.folder()) {
      boolean alone = folder.lock();
      List<Endpoint> named = new ArrayList<>(wanted.servers());
      named.addAll(options.endpoints());
      List<Endpoint> servers = folder.servers(named);
      Witness witness = new Witness(folder);
      try (ClientNode client = options.client(folder, servers, witness)) {
        client.start();
        StoredFile file = folder.library().fetch(wanted, place);
        hadAlready = file.about().complete();
        options.open(client, file);
        Told told = new Told(folder, witness, alone, servers);
        return end(new Fetch(console, told, file, patience).await(), file, console);
      }
    } catch (InterruptedException _) {
      return GetOutcome.INTERRUPTED.exitCode();
    } catch (IOException e) {
      return failed(DiskFaults.of(e, place), console);
    } catch (Fault e) {
      return failed(e, console);
    }
  }

  private static int failed(Fault fault, Console console) throws Fault {
    GetOutcome outcome = GetOutcome.of(fault);
    if (outcome == GetOutcome.FAILED) {
      throw fault;
    }
    console.note("ostraka: %s", fault.text());
    return outcome.exitCode();
  }

  private int end(GetOutcome outcome, StoredFile file, Console console)
      throws InterruptedException, IOException {
    if (outcome == GetOutcome.DONE) {
      console.line("%s", asWanted(file));
      if (then == Then.SERVE) {
        console.note("serving; stop with Ctrl-C");
        Thread.currentThread().join();
      }
    }
    return outcome.exitCode();
  }

  /** Where the file is: a library that had it already may have it elsewhere than is wanted. */
  private Path asWanted(StoredFile file) throws IOException {
    Path there = file.about().content();
    boolean elsewhere = out != null && hadAlready && !Files.exists(place(file.about().link()));
    return elsewhere ? file.copyTo(place(file.about().link())) : there;
  }

  private static void requireFolder(@Nullable Path folder) throws Fault {
    if (folder == null || !Files.isDirectory(folder)) {
      throw Fault.of(
          FaultKind.INVALID_INPUT,
          "%s is not a folder: make it, or choose another --out".formatted(folder));
    }
  }

  /** The name in a link never chooses a folder. */
  private Path place(Link wanted) {
    String local = wanted.name().local();
    if (out == null) {
      return Path.of(local);
    }
    return Files.isDirectory(out) ? out.resolve(local) : out;
  }

  /**
   * What {@code status} is told, as far as no other client of the folder tells it.
   *
   * @param alone whether there is no other
   */
  private record Told(ClientFolder folder, Witness witness, boolean alone, List<Endpoint> servers) {
    void write(List<Readout> files) throws IOException {
      if (alone) {
        new StatusFile(folder.statusFile()).write(files, servers, witness);
      }
    }
  }

  /** Waits for one file. */
  private static final class Fetch {
    private final Console console;
    private final Told told;
    private final StoredFile file;
    private final ReadoutLine line;
    private final int patience;
    private boolean everPeers;
    private boolean everRefused;
    private long lastHeld = -1;
    private int idleSeconds;

    Fetch(Console console, Told told, StoredFile file, int patience) {
      this.console = console;
      this.told = told;
      this.file = file;
      this.line = new ReadoutLine(console);
      this.patience = patience;
    }

    GetOutcome await() throws InterruptedException, IOException, Fault {
      if (file.about().complete()) {
        return GetOutcome.DONE;
      }
      while (true) {
        switch (told.witness().take()) {
          case Witness.Happening.Placed _ -> {
            line.end();
            return GetOutcome.DONE;
          }
          case Witness.Happening.Failed failed -> throw failed.fault();
          case Witness.Happening.Nowhere _ -> {}
          case Witness.Happening.Second second -> {
            told.write(second.files());
            for (Readout readout : second.files()) {
              if (givesUp(readout)) {
                line.end();
                return why(readout);
              }
            }
          }
        }
      }
    }

    private boolean givesUp(Readout readout) {
      line.show(readout);
      everPeers |= !readout.peers().isEmpty();
      everRefused |= readout.shunned() > 0;
      boolean moves = readout.bytesHeld() != lastHeld;
      lastHeld = readout.bytesHeld();
      idleSeconds = moves || readout.withinReach() || readout.isComplete() ? 0 : idleSeconds + 1;
      return idleSeconds >= patience;
    }

    private GetOutcome why(Readout readout) {
      if (everRefused) {
        console.note("ostraka: what was sent is not the file of this link, and nobody else has it");
        return GetOutcome.VERIFICATION_FAILED;
      }
      if (everPeers || readout.bytesHeld() > 0) {
        console.note(
            "ostraka: no holder of the missing fragments is left; the rest is kept: run the same"
                + " command again when one is back");
        return GetOutcome.NO_HOLDER_LEFT;
      }
      console.note(
          "ostraka: no server and no client of this network knows the file: check the link and"
              + " --server, and that somebody shares it");
      return GetOutcome.NOT_FOUND;
    }
  }
}
