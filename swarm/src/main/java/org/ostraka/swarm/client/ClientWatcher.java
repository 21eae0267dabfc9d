package org.ostraka.swarm.client;

import java.util.List;
import org.ostraka.base.Fault;
import org.ostraka.swarm.Endpoint;
import org.ostraka.swarm.FileKey;

/** Hears what happens in a client, on its owning thread: returns soon. */
public interface ClientWatcher {

  /** Once a second: all files. */
  void second(List<Readout> files);

  /** Every fragment of a file is held; it is being put in its place. */
  void complete(FileKey key);

  /** The file is in its place, durably. */
  void placed(FileKey key);

  /** A file cannot be fetched any further, and is not shared any more. */
  void failed(FileKey key, Fault fault);

  /** No server knows the file now; told again after each round. */
  void nowhereFound(FileKey key);

  /** The servers that are known now. */
  void learned(List<Endpoint> servers);

  /** What happened with the owner of a file, for people. */
  void note(FileKey key, String line);
}
