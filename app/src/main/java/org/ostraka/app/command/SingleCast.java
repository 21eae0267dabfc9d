package org.ostraka.app.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.Console;
import org.ostraka.app.Json;
import org.ostraka.ballot.Ballot;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.CastResult;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.Receipt;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.Standing;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.web.RemoteBallotServer;
import org.ostraka.base.DiskFaults;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/** The casting of one ballot, and what the voter is told. */
final class SingleCast {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Servers servers;
  private final ElectionName election;
  private final CastCommand.WaitFor waitFor;

  /** What the command line says of the ballot. */
  record Wanted(String voter, String file, @Nullable String name) {}

  SingleCast(Servers servers, ElectionName election, CastCommand.WaitFor waitFor) {
    this.servers = servers;
    this.election = election;
    this.waitFor = waitFor;
  }

  int run(Console console, Wanted wanted, boolean json)
      throws Fault, IOException, InterruptedException {
    VoterId voter = VoterId.of(wanted.voter());
    BallotPath name =
        wanted.name() == null ? RemoteBallotServer.freshName() : new BallotPath(wanted.name());
    Block block = block(console, wanted.file());
    return servers.first(server -> tell(console, json, cast(server, voter, name, block), server));
  }

  private Receipt cast(RemoteBallotServer server, VoterId voter, BallotPath name, Block block)
      throws Fault, IOException, InterruptedException {
    // In one step: nothing is left reserved when it is refused, or when this process ends.
    CastResult result =
        server.castAll(election, List.of(new Ballot(voter, name, block))).getFirst();
    return switch (result) {
      case CastResult.Recorded(Receipt receipt) -> receipt;
      case CastResult.Refused(Refusal reason) -> throw reason.fault(name);
    };
  }

  private static Block block(Console console, String file) throws Fault {
    if (file.equals("-")) {
      return read(console.in(), "standard input");
    }
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      return read(in, file);
    } catch (IOException e) {
      throw DiskFaults.of(e, Path.of(file));
    }
  }

  private static Block read(InputStream in, String what) throws Fault {
    try {
      byte[] content = in.readNBytes(Block.MAX_BYTES + 1);
      if (content.length > Block.MAX_BYTES) {
        throw Refusal.BLOCK_TOO_LARGE.fault(what);
      }
      return Block.of(content);
    } catch (IOException e) {
      throw DiskFaults.of(e, Path.of(what));
    }
  }

  private int tell(Console console, boolean json, Receipt receipt, RemoteBallotServer server)
      throws Fault, InterruptedException {
    Standing standing = standing(receipt, server);
    if (standing instanceof Standing.Invalid(Refusal reason)) {
      throw reason.fault(receipt.name());
    }
    String state = standing instanceof Standing.Valid ? "valid" : "recorded";
    if (json) {
      console.line("%s", Json.text(object(receipt, state, standing)));
    } else {
      console.line("%s  %s  sha256 %s", state, receipt.name(), receipt.digest());
    }
    if (waitFor == CastCommand.WaitFor.VALID && state.equals("recorded")) {
      console.note(
          "ostraka: it is durable on one server and was not decided within %d s: see ballot status --voter",
          PATIENCE.toSeconds());
      return 1;
    }
    return 0;
  }

  private Standing standing(Receipt receipt, RemoteBallotServer server)
      throws Fault, InterruptedException {
    if (waitFor == CastCommand.WaitFor.RECORDED) {
      return new Standing.Waiting();
    }
    try {
      return server.await(election, receipt.claim(), PATIENCE);
    } catch (IOException _) {
      return new Standing.Unknown(); // recorded all the same
    } catch (Fault e) {
      if (e.kind() == FaultKind.UNAVAILABLE) {
        return new Standing.Unknown();
      }
      throw e;
    }
  }

  private ObjectNode object(Receipt receipt, String state, Standing standing) {
    ObjectNode object = Json.object();
    object
        .put("election", election.value())
        .put("name", receipt.name().value())
        .put("digest", receipt.digest().toString())
        .put("state", state);
    if (standing instanceof Standing.Valid(LogIndex index)) {
      object.put("validAt", index.value());
    }
    return object;
  }
}
