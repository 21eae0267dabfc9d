package org.ostraka.app.swarm;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ostraka.app.Command;
import org.ostraka.app.Console;
import org.ostraka.app.Ending;
import org.ostraka.app.Logging;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.client.ClientNode;
import org.ostraka.swarm.store.About;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** {@code swarm run}: a client that stays and serves all complete files of its library. */
@CommandLine.Command
public final class RunCommand implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  @Mixin private ClientOptions options = new ClientOptions();

  private final Set<FileKey> served = new HashSet<>();
  private boolean toldLast = true;

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    Logging.ofServer();
    try (Ending ending = new Ending();
        ClientFolder folder = options.folder()) {
      if (!folder.lock()) {
        throw new Fault(
            FaultKind.BUSY,
            "already-running",
            "a client runs on %s already: stop it first".formatted(folder.directory()));
      }
      List<Endpoint> servers = folder.servers(options.endpoints());
      Witness witness = new Witness(folder);
      try (ClientNode client = options.client(folder, servers, witness)) {
        client.start();
        console.line("client %s on port %d", client.node(), client.port());
        ending.asksBy(Thread.currentThread()::interrupt);
        stay(client, folder, witness);
      }
    }
    return 0;
  }

  private void stay(ClientNode client, ClientFolder folder, Witness witness)
      throws IOException, Fault, InterruptedException {
    StatusFile status = new StatusFile(folder.statusFile());
    try {
      while (true) {
        serveNew(client, folder);
        handle(witness.take(), folder, witness, status);
      }
    } catch (InterruptedException _) {
      // The signal to stop: the caller closes the client, which says goodbye.
    }
  }

  private void handle(
      Witness.Happening happening, ClientFolder folder, Witness witness, StatusFile status)
      throws IOException, Fault {
    switch (happening) {
      case Witness.Happening.Second second -> {
        List<Endpoint> servers = folder.servers(List.of());
        tell(() -> status.write(second.files(), servers, witness));
      }
      case Witness.Happening.Failed failed -> {
        served.remove(failed.key());
        LOG.warn("{} is not shared any more: {}", failed.key().root(), failed.fault().text());
      }
      case Witness.Happening.Placed _, Witness.Happening.Nowhere _ -> {}
    }
  }

  /** What only tells people of the client does not end it, say when the disk is full. */
  private void tell(Telling telling) {
    try {
      telling.tell();
      toldLast = true;
    } catch (IOException e) {
      if (toldLast) {
        LOG.warn("the status is not written: {}", e.toString());
      }
      toldLast = false;
    }
  }

  @FunctionalInterface
  private interface Telling {
    void tell() throws IOException;
  }

  /** Files that came into the library since the last look. */
  private void serveNew(ClientNode client, ClientFolder folder)
      throws IOException, InterruptedException {
    for (About about : folder.library().list()) {
      if (about.complete() && served.add(about.link().key())) {
        try {
          options.open(client, folder.library().open(about.link().key()));
        } catch (Fault e) {
          LOG.warn("{} is not shared: {}", about.content(), e.text());
        }
      }
    }
  }
}
