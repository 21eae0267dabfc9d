package org.ostraka.ballot.fuse;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.ostraka.base.Fault;

/**
 * What a descriptor of the mount refers to; one lock a file, so that files never wait for others.
 */
sealed interface OpenFile permits CreatedFile, ReadFile {

  /** Copies from {@code offset} on as much as there is and fits; returns how many bytes. */
  int read(ByteBuffer into, long offset);

  /** Takes bytes at {@code offset}; returns how many. */
  int write(ByteBuffer from, long offset) throws Fault;

  /** A descriptor is being closed, or synchronised: what was written becomes durable. */
  void flush() throws Fault, IOException, InterruptedException;

  /** The last descriptor is gone. */
  void release() throws Fault, IOException, InterruptedException;
}
