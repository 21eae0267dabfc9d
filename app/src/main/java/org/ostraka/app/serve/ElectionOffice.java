package org.ostraka.app.serve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ostraka.app.swarm.Incoming;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.ElectionOptions;
import org.ostraka.base.Fault;
import org.ostraka.base.FileDisk;
import org.ostraka.sync.account.AuditLog;
import org.ostraka.sync.account.Session;
import org.ostraka.sync.web.HubCalls;
import org.ostraka.web.Call;

/** What the routes of elections work with. */
final class ElectionOffice {
  private final NodeFolder folder;
  private final Elections elections;
  private final AuditLog audit;
  private final ElectionNotes notes;
  private final Turnout turnout;

  ElectionOffice(NodeFolder folder, Elections elections, Turnout turnout, AuditLog audit) {
    this.folder = folder;
    this.elections = elections;
    this.turnout = turnout;
    this.audit = audit;
    this.notes = new ElectionNotes(folder);
  }

  Elections elections() {
    return elections;
  }

  ElectionNotes notes() {
    return notes;
  }

  Turnout turnout() {
    return turnout;
  }

  /** What elections have unless they are created otherwise. */
  ElectionOptions defaults() throws Fault {
    return elections.defaults();
  }

  /** A place for files on their way. */
  Path passing() throws IOException {
    FileDisk.ownerOnly().createDirectories(folder.passing());
    return folder.passing();
  }

  /** Registers an election with the roll in the call's body, all or nothing. */
  void register(ElectionName name, ElectionOptions options, Call<Session> call)
      throws Fault, IOException, InterruptedException {
    Path roll = Files.createTempFile(passing(), "roll", ".csv");
    try (InputStream in = call.stream()) {
      Incoming.keep(in, call.streamLength(), roll);
      elections.operator().administration().register(name, options, roll);
    } catch (Fault e) {
      throw e.code().equals("roll-invalid") ? RollProblems.told(e, roll) : e;
    } finally {
      Files.delete(roll);
    }
  }

  void audit(Call<Session> call, String act, ElectionName election) throws Fault, IOException {
    audit.note(HubCalls.actor(call), act, election);
  }
}
