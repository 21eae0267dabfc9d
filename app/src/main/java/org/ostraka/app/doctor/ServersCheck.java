package org.ostraka.app.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.ostraka.app.node.ServerProcess;
import org.ostraka.app.organisation.OrganisationDirectory;
import org.ostraka.app.organisation.ServerAddress;
import org.ostraka.base.Fault;

/** Looks at the servers of an organisation that this machine has the folders of. */
final class ServersCheck {
  private final OrganisationDirectory organisation;

  ServersCheck(OrganisationDirectory organisation) {
    this.organisation = organisation;
  }

  List<Finding> all() throws Fault {
    List<Finding> findings = new ArrayList<>();
    for (ServerAddress server : organisation.read().servers()) {
      if (Files.isDirectory(organisation.server(server.id()))) {
        findings.add(look(server));
      }
    }
    return findings;
  }

  private Finding look(ServerAddress server) {
    String part = server.id().value();
    try {
      organisation.settings(server.id());
      organisation.nodeIdentity(server.id());
      return new ServerProcess(organisation, server.id())
          .running()
          .map(process -> Finding.ok(part, "runs (process %d)".formatted(process.pid())))
          .orElseGet(() -> stopped(server));
    } catch (Fault e) {
      return Finding.bad(part, e.text());
    } catch (IOException e) {
      return Finding.bad(part, String.valueOf(e.getMessage()));
    }
  }

  private static Finding stopped(ServerAddress server) {
    String part = server.id().value();
    return server.isFree()
        ? Finding.ok(part, "does not run, and may be started")
        : Finding.bad(
            part,
            "port %d or %d is used by another program: end it, or change organisation.toml on every machine"
                .formatted(server.apiPort(), server.raftPort()));
  }
}
