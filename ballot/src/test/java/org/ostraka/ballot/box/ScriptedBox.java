package org.ostraka.ballot.box;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.Claim;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.InodeNumber;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.VoterId;
import org.ostraka.base.Digest;

/** A ballot box that is spoken to in the lines of a golden script. */
final class ScriptedBox {
  private final boolean restarting;
  private final MemoryBoxStore store = new MemoryBoxStore();
  private final Map<ClaimId, Claim> claims = new HashMap<>();
  private final OutcomeText text = new OutcomeText(claims);
  private BallotReplica replica;
  private long index;

  /**
   * @param restarting whether the box is rebuilt from its rows before every entry, which must make
   *     no difference
   */
  ScriptedBox(boolean restarting) throws IOException {
    this.restarting = restarting;
    this.replica = started();
  }

  private BallotReplica started() throws IOException {
    return new BallotReplica(store, settled -> {});
  }

  /** Says one step's lines to the box and returns what it answers, line by line. */
  List<String> tell(List<String> input) throws IOException {
    ScriptLine line = new ScriptLine(input.getFirst());
    return switch (input.getFirst().strip().split(" ", 2)[0]) {
      case "show" -> show(line.skip("show").election());
      case "where" -> where(line.skip("where").claimId());
      default -> apply(line, input.subList(1, input.size()));
    };
  }

  private List<String> show(ElectionName election) {
    return replica.ask(box -> text.shown(box, election));
  }

  private List<String> where(ClaimId id) {
    Claim claim = known(id);
    return List.of(text.words(replica.ask(box -> box.standing(claim))));
  }

  private Claim known(ClaimId id) {
    Claim claim = claims.get(id);
    if (claim == null) {
      throw new IllegalArgumentException("no line before names the claim " + id);
    }
    return claim;
  }

  /** Several entries stand for one line only where they set the scene: the last one's answer. */
  private List<String> apply(ScriptLine line, List<String> more) throws IOException {
    Instant stamp = line.time();
    List<String> answer = List.of();
    for (Entry entry : entries(line, more)) {
      answer = apply(stamp, entry);
    }
    return answer;
  }

  private List<String> apply(Instant stamp, Entry entry) throws IOException {
    if (restarting) {
      replica = started();
    }
    LogIndex at = new LogIndex(++index);
    return text.lines(at, replica.apply(at, stamp, entry));
  }

  private List<Entry> entries(ScriptLine line, List<String> more) {
    String verb = line.word();
    return switch (verb) {
      case "register" -> registration(line);
      case "start" ->
          List.of(
              new Entry.RegistrationStarted(
                  line.election(), line.attempt(), line.electionOptions()));
      case "part" -> List.of(part(line));
      case "complete" ->
          List.of(
              new Entry.RegistrationCompleted(
                  line.election(), line.attempt(), line.number("voters", 0)));
      case "abandon" -> List.of(new Entry.RegistrationAbandoned(line.election(), line.attempt()));
      case "open" -> List.of(new Entry.ElectionOpened(line.election()));
      case "closing" -> List.of(new Entry.ElectionClosing(line.election()));
      case "close" -> List.of(new Entry.ElectionClosed(line.election()));
      case "mkdir" -> List.of(new Entry.DirectoryMade(line.election(), line.path()));
      case "claim" -> List.of(new Entry.Claims(List.of(claim(line))));
      case "claims" ->
          List.of(new Entry.Claims(more.stream().map(ScriptLine::new).map(this::claim).toList()));
      case "tick" -> List.of(new Entry.Tick());
      default -> throw new IllegalArgumentException("no entry is called '" + verb + "'");
    };
  }

  private static List<Entry> registration(ScriptLine line) {
    ElectionName election = line.election();
    List<VoterId> voters = line.voters();
    return List.of(
        new Entry.RegistrationStarted(election, 1, line.electionOptions()),
        new Entry.VotersRegistered(election, 1, 1, voters),
        new Entry.RegistrationCompleted(election, 1, voters.size()));
  }

  private static Entry part(ScriptLine line) {
    ElectionName election = line.election();
    long attempt = line.attempt();
    return new Entry.VotersRegistered(election, attempt, line.number("first", 1), line.voters());
  }

  private Claim claim(ScriptLine line) {
    ClaimId id = line.claimId();
    VoterId voter = line.voter();
    ElectionName election = new ElectionName(line.option("in", "e"));
    InodeNumber known = replica.ask(box -> box.inode(election, voter)).orElse(new InodeNumber(1));
    InodeNumber inode = new InodeNumber(line.number("inode", known.value()));
    Instant created = line.skip("at").time();
    BallotPath name = line.skip("name").path();
    byte[] block = line.block(id);
    Claim claim =
        new Claim(id, election, inode, voter, created, name, Digest.of(block), Block.of(block));
    claims.put(id, claim);
    return claim;
  }
}
