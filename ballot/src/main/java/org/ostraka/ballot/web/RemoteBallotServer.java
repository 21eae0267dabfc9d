package org.ostraka.ballot.web;

import static org.ostraka.ballot.web.ApiConnection.SHORT;

import java.io.Closeable;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ostraka.ballot.Ballot;
import org.ostraka.ballot.BallotFileSystem;
import org.ostraka.ballot.BallotPath;
import org.ostraka.ballot.Block;
import org.ostraka.ballot.CastResult;
import org.ostraka.ballot.ClaimId;
import org.ostraka.ballot.CreateResult;
import org.ostraka.ballot.ElectionName;
import org.ostraka.ballot.FileStat;
import org.ostraka.ballot.NewFile;
import org.ostraka.ballot.Receipt;
import org.ostraka.ballot.Refusal;
import org.ostraka.ballot.Reservation;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.Space;
import org.ostraka.ballot.Standing;
import org.ostraka.ballot.StoredFile;
import org.ostraka.ballot.VoterId;
import org.ostraka.ballot.VoterStanding;
import org.ostraka.ballot.Written;
import org.ostraka.base.Fault;
import org.ostraka.base.HostPort;
import org.ostraka.base.identity.Identity;
import org.ostraka.web.Json;

/**
 * A ballot server as a voting process elsewhere uses it, over its HTTPS interface. Calls of {@link
 * #create} and {@link #close} at the same time travel together.
 */
public final class RemoteBallotServer implements BallotFileSystem, Closeable {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NAME_BYTES = 16;

  private final ApiConnection connection;
  private final Map<ElectionName, Combiner<NewFile, CreateResult>> creating =
      new ConcurrentHashMap<>();
  private final Map<ElectionName, Combiner<Written, CastResult>> closing =
      new ConcurrentHashMap<>();

  /**
   * A server that is connected to when it is first asked.
   *
   * @param identity with the role of what is to be asked, such as VOTING
   */
  public RemoteBallotServer(ServerId server, HostPort address, Identity identity) {
    this.connection = new ApiConnection(server, address, identity);
  }

  /** A name that no other ballot has: 128 random bits as 32 hexadecimal digits. */
  public static BallotPath freshName() {
    byte[] bits = new byte[NAME_BYTES];
    RANDOM.nextBytes(bits);
    return new BallotPath(HexFormat.of().formatHex(bits));
  }

  public ServerId id() {
    return connection.server();
  }

  /** The operations of operators, on the same connection. */
  public RemoteAdministration administration() {
    return new RemoteAdministration(connection);
  }

  /** What everybody may ask, and what servers ask one another. */
  public RemoteView view() {
    return new RemoteView(connection);
  }

  @Override
  public Reservation create(ElectionName election, BallotPath name, VoterId voter)
      throws Fault, IOException, InterruptedException {
    CreateResult result = creating(election).call(new NewFile(name, voter));
    return switch (result) {
      case CreateResult.Created(Reservation reservation) -> reservation;
      case CreateResult.Refused(Refusal reason) -> throw reason.fault(name);
    };
  }

  private Combiner<NewFile, CreateResult> creating(ElectionName election) {
    return creating.computeIfAbsent(
        election, name -> new Combiner<>(BatchRequests::size, files -> createAll(name, files)));
  }

  private List<CreateResult> createAll(ElectionName election, List<NewFile> files)
      throws Fault, IOException, InterruptedException {
    byte[] answer = post(election, "/reservations", BatchRequests.newFiles(files));
    return BatchAnswers.readCreated(answer, election, files.stream().map(NewFile::name).toList());
  }

  @Override
  public Receipt close(Reservation reservation, Block block)
      throws Fault, IOException, InterruptedException {
    CastResult result = closing(reservation.election()).call(new Written(reservation, block));
    return switch (result) {
      case CastResult.Recorded(Receipt receipt) -> receipt;
      case CastResult.Refused(Refusal reason) -> throw reason.fault(reservation.name());
    };
  }

  private Combiner<Written, CastResult> closing(ElectionName election) {
    return closing.computeIfAbsent(
        election, name -> new Combiner<>(BatchRequests::size, files -> closeAll(name, files)));
  }

  private List<CastResult> closeAll(ElectionName election, List<Written> files)
      throws Fault, IOException, InterruptedException {
    byte[] answer = post(election, "/reservations/close", BatchRequests.written(files));
    return BatchAnswers.readCast(
        answer, id(), files.stream().map(file -> file.reservation().name()).toList());
  }

  @Override
  public void abandon(Reservation reservation) throws Fault, IOException, InterruptedException {
    post(
        reservation.election(),
        "/reservations/abandon",
        BatchRequests.reservations(List.of(reservation)));
  }

  /** Sends as many requests as the ballots need, one after the other. */
  @Override
  public List<CastResult> castAll(ElectionName election, List<Ballot> ballots)
      throws Fault, IOException, InterruptedException {
    List<CastResult> results = new ArrayList<>(ballots.size());
    while (results.size() < ballots.size()) {
      List<Ballot> rest = ballots.subList(results.size(), ballots.size());
      results.addAll(cast(election, rest.subList(0, fitting(rest))));
    }
    return results;
  }

  /** How many of the ballots fit into one request: at least one. */
  private static int fitting(List<Ballot> ballots) {
    int bytes = Batch.HEADER;
    int count = 0;
    while (count < Math.min(ballots.size(), Batch.MOST)) {
      bytes += BatchRequests.size(ballots.get(count));
      if (count > 0 && bytes > BallotCustoms.LARGEST) {
        break;
      }
      count++;
    }
    return count;
  }

  private List<CastResult> cast(ElectionName election, List<Ballot> ballots)
      throws Fault, IOException, InterruptedException {
    byte[] answer = post(election, "/ballots", BatchRequests.ballots(ballots));
    return BatchAnswers.readCast(answer, id(), ballots.stream().map(Ballot::name).toList());
  }

  @Override
  public Standing await(ElectionName election, ClaimId claim, Duration atMost)
      throws Fault, IOException, InterruptedException {
    return awaitAll(election, List.of(claim), atMost).getFirst();
  }

  /**
   * Waits until each of the claims is decided.
   *
   * @return a standing for each, in their order; waiting ones when the time is over before
   */
  public List<Standing> awaitAll(ElectionName election, List<ClaimId> claims, Duration atMost)
      throws Fault, IOException, InterruptedException {
    List<Standing> standings = new ArrayList<>(claims.size());
    long deadline = System.nanoTime() + atMost.toNanos();
    for (int from = 0; from < claims.size(); from += Batch.MOST) {
      List<ClaimId> part = claims.subList(from, Math.min(claims.size(), from + Batch.MOST));
      standings.addAll(awaitPart(election, part, deadline));
    }
    return standings;
  }

  private List<Standing> awaitPart(ElectionName election, List<ClaimId> claims, long deadline)
      throws Fault, IOException, InterruptedException {
    List<Standing> standings;
    long left;
    do {
      left = Math.max(0, Duration.ofNanos(deadline - System.nanoTime()).toMillis());
      long wait = Math.min(left, VotingRoutes.LONGEST_WAIT_MILLIS / 2);
      String path = Urls.with("/standings", "at-most-millis", wait);
      standings =
          BatchAnswers.readStandings(post(election, path, BatchRequests.claims(claims)), claims);
    } while (left > 0 && standings.stream().anyMatch(Standing.Waiting.class::isInstance));
    return standings;
  }

  @Override
  public StoredFile read(ElectionName election, BallotPath name)
      throws Fault, IOException, InterruptedException {
    return connection.get(
        Urls.election(election, Urls.with("/content", "name", name)),
        SHORT,
        (headers, body) -> ContentHeaders.file(name, headers, body));
  }

  @Override
  public FileStat stat(ElectionName election, BallotPath name)
      throws Fault, IOException, InterruptedException {
    return Json.answer(get(election, Urls.with("/file", "name", name)), FileJson.class).toStat();
  }

  @Override
  public List<FileStat> list(
      ElectionName election, BallotPath directory, BallotPath after, int limit)
      throws Fault, IOException, InterruptedException {
    int page = Math.min(limit, VotingRoutes.LONGEST_PAGE);
    String path = Urls.with("/files", "directory", directory, "after", after, "limit", page);
    return Json.answer(get(election, path), Forms.Files.class).toStats();
  }

  /** Refused for voting processes, as the interface of a mount asks for. */
  @Override
  public void makeDirectory(ElectionName election, BallotPath path)
      throws Fault, IOException, InterruptedException {
    administration().makeDirectory(election, path);
  }

  @Override
  public Space space(ElectionName election) throws Fault, IOException, InterruptedException {
    return Json.answer(get(election, "/space"), Forms.SpaceJson.class).toSpace();
  }

  @Override
  public VoterStanding standing(ElectionName election, VoterId voter)
      throws Fault, IOException, InterruptedException {
    byte[] question = Json.bytes(new StandingJson.Question(voter.toString()));
    return Json.answer(post(election, "/voter", question), StandingJson.class).toStanding();
  }

  private byte[] get(ElectionName election, String below)
      throws Fault, IOException, InterruptedException {
    return connection.get(Urls.election(election, below), SHORT);
  }

  private byte[] post(ElectionName election, String below, byte[] body)
      throws Fault, IOException, InterruptedException {
    return connection.post(Urls.election(election, below), body, SHORT);
  }

  /** Closes the connections that no call is using. */
  @Override
  public void close() {
    connection.close();
  }
}
