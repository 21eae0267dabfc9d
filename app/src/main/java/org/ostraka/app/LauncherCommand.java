package org.ostraka.app;

import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import picocli.CommandLine;

/** A command that works only through the launcher of a checkout. */
@CommandLine.Command
final class LauncherCommand implements Command {
  @Override
  public int run(Console console) throws Fault {
    throw Fault.of(FaultKind.UNSUPPORTED, "this command runs from a checkout, by its ./ostraka");
  }
}
