package org.ostraka.app.serve;

import java.nio.file.Path;
import org.ostraka.app.organisation.OrganisationDirectory;
import org.ostraka.ballot.ElectionName;

/**
 * The folder of a node that runs it all.
 *
 * <pre>
 * DIR/
 *   hub/        the hub's folder, for the hub commands
 *   ballot/     the organisation's folder, for the ballot and election commands
 *   swarm/      map/ of the mapping server, client/ of the client that serves what was shared here
 *   elections/  what people are told of each election: its question and its choices, and its turnout
 *   passing/    files on their way; emptied at the start
 * </pre>
 */
record NodeFolder(Path root) {

  Path hub() {
    return root.resolve("hub");
  }

  OrganisationDirectory ballot() {
    return new OrganisationDirectory(root.resolve("ballot"));
  }

  Path swarm() {
    return root.resolve("swarm");
  }

  Path notes(ElectionName election) {
    return root.resolve("elections").resolve(election.value() + ".json");
  }

  Path turnout(ElectionName election) {
    return root.resolve("elections").resolve(election.value() + ".turnout");
  }

  Path passing() {
    return root.resolve("passing");
  }
}
