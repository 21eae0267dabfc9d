package org.ostraka.app.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.Console;
import org.ostraka.app.Json;
import org.ostraka.app.JsonCommand;
import org.ostraka.app.organisation.OrganisationDirectory;
import org.ostraka.base.DiskFaults;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code doctor}: says whether this machine can run Ostraka, and how to mend what is wrong. */
@CommandLine.Command
public final class DoctorCommand extends JsonCommand {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "look at this folder's disk and, if it is an organisation, at its servers")
  private @Nullable Path directory;

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    List<Finding> findings = new ArrayList<>(new Checks(Machine.here()).all());
    findings.addAll(ofFolder());
    if (asJson()) {
      console.line("%s", Json.text(object(findings)));
    } else {
      findings.forEach(
          it -> console.line("%-5s %-8s %s", it.verdict().word(), it.part(), it.text()));
    }
    return isFit(findings) ? 0 : 1;
  }

  private static boolean isFit(List<Finding> findings) {
    return findings.stream().noneMatch(it -> it.verdict() == Finding.Verdict.BAD);
  }

  private List<Finding> ofFolder() throws Fault {
    Path folder = directory == null ? Path.of("").toAbsolutePath() : directory;
    if (!Files.isDirectory(folder)) {
      throw Fault.of(FaultKind.NOT_FOUND, folder + " is not a folder");
    }
    DiskCheck disk = new DiskCheck(folder);
    List<Finding> findings = new ArrayList<>();
    try {
      findings.add(disk.room());
      findings.add(disk.durability());
    } catch (IOException e) {
      throw DiskFaults.of(e, folder);
    }
    OrganisationDirectory organisation = new OrganisationDirectory(folder);
    if (Files.isRegularFile(organisation.organisationFile())) {
      findings.addAll(new ServersCheck(organisation).all());
    }
    return findings;
  }

  private static ObjectNode object(List<Finding> findings) {
    ObjectNode object = Json.object().put("fit", isFit(findings));
    ArrayNode list = object.putArray("findings");
    findings.forEach(it ->
        list.addObject()
            .put("part", it.part())
            .put("verdict", it.verdict().word())
            .put("text", it.text()));
    return object;
  }
}
