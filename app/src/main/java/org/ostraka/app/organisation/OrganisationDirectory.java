package org.ostraka.app.organisation;

import java.nio.file.Path;
import java.time.InstantSource;
import org.ostraka.ballot.ServerId;
import org.ostraka.base.Fault;
import org.ostraka.base.identity.Identity;

/**
 * The folder of an organisation, which {@code ostraka init} makes.
 *
 * <pre>
 * DIR/                  0700
 *   organisation.toml   the servers' addresses, and what elections have by default
 *   authority/          the certificate authority: on an administrator's machine only
 *   operator/           the identity that administers
 *   voting/             the identity that casts ballots, and the keys of batches
 *   servers/s1/         all that the machine of one server needs beside organisation.toml
 *     identity/
 *     server.toml
 *     server.log
 *     data/             its tables, its log, and server.pid
 * </pre>
 */
public record OrganisationDirectory(Path root) {

  /** The file that makes a folder an organisation. */
  public Path organisationFile() {
    return root.resolve("organisation.toml");
  }

  public Path authority() {
    return root.resolve("authority");
  }

  public Path operator() {
    return root.resolve("operator");
  }

  public Path voting() {
    return root.resolve("voting");
  }

  /** Everything of one server. */
  public Path server(ServerId id) {
    return root.resolve("servers").resolve(id.value());
  }

  public Path serverIdentity(ServerId id) {
    return server(id).resolve("identity");
  }

  public Path serverFile(ServerId id) {
    return server(id).resolve("server.toml");
  }

  public Path serverLog(ServerId id) {
    return server(id).resolve("server.log");
  }

  public Path data(ServerId id) {
    return server(id).resolve("data");
  }

  /** Reads who is in the organisation. */
  public Organisation read() throws Fault {
    return OrganisationFile.read(organisationFile());
  }

  /** Reads one server's settings. */
  public ServerSettings settings(ServerId id) throws Fault {
    return ServerFile.read(serverFile(id));
  }

  /** The identity that administers. */
  public Identity operatorIdentity() throws Fault {
    return Identity.load(operator(), InstantSource.system().instant());
  }

  /** The identity that casts ballots. */
  public Identity votingIdentity() throws Fault {
    return Identity.load(voting(), InstantSource.system().instant());
  }

  /** One server's identity. */
  public Identity nodeIdentity(ServerId id) throws Fault {
    return Identity.load(serverIdentity(id), InstantSource.system().instant());
  }
}
