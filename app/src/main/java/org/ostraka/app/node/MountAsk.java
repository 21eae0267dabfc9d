package org.ostraka.app.node;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.ostraka.ballot.ElectionName;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/**
 * What a process asks of the server at whose {@link MountDoor} it stands, and what it hears: one
 * question and one answer, then silence for as long as the mount lasts.
 *
 * <pre>
 * question   version (1 byte), election, mount point, whether others may enter (1 byte)
 * answer     {@link #HELD}, or {@link #REFUSED} with kind, code and message of the fault
 * later      {@link #UNMOUNTED} if somebody else unmounted it
 * </pre>
 *
 * <p>Texts are those of {@link DataOutputStream#writeUTF}, at most 65,535 bytes. Whoever hangs up
 * ends it: the asker has it unmounted so, a server that ends leaves a mount point that answers
 * ENOTCONN.
 *
 * @param point absolute, without symbolic links
 */
record MountAsk(ElectionName election, Path point, boolean allowOther) {
  static final byte HELD = 0;
  static final byte REFUSED = 1;
  static final byte UNMOUNTED = 2;

  private static final byte VERSION = 1;

  /** The socket in the data directory of a server. */
  static Path door(Path data) {
    return data.resolve("mount.sock");
  }

  void write(DataOutputStream to) throws IOException {
    to.writeByte(VERSION);
    to.writeUTF(election.value());
    to.writeUTF(point.toString());
    to.writeBoolean(allowOther);
    to.flush();
  }

  /** Reads a question. */
  static MountAsk read(DataInputStream from) throws IOException, Fault {
    byte version = from.readByte();
    if (version != VERSION) {
      throw Fault.of(FaultKind.INVALID_INPUT, "version %d: this is 1".formatted(version));
    }
    try {
      ElectionName election = new ElectionName(from.readUTF());
      return new MountAsk(election, Path.of(from.readUTF()), from.readBoolean());
    } catch (IllegalArgumentException e) {
      throw Fault.of(FaultKind.INVALID_INPUT, String.valueOf(e.getMessage()));
    }
  }

  static void refuse(Fault fault, DataOutputStream to) throws IOException {
    to.writeByte(REFUSED);
    to.writeUTF(fault.kind().name());
    to.writeUTF(fault.code());
    to.writeUTF(fault.text());
    to.flush();
  }

  /**
   * Reads the answer.
   *
   * @throws Fault as the server gave it
   */
  static void requireHeld(DataInputStream from) throws IOException, Fault {
    if (from.readByte() != HELD) {
      FaultKind kind = FaultKind.valueOf(from.readUTF());
      String code = from.readUTF();
      throw new Fault(kind, code, from.readUTF());
    }
  }
}
