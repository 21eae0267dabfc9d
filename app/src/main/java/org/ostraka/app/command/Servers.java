package org.ostraka.app.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.organisation.OrganisationDirectory;
import org.ostraka.app.organisation.ServerAddress;
import org.ostraka.ballot.ServerId;
import org.ostraka.ballot.web.RemoteBallotServer;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.identity.Identity;

/** The ballot servers that a command talks to, as one identity. */
public final class Servers implements AutoCloseable {
  private static final String UNREACHABLE = "server-unreachable";
  private static final String CATCHING_UP = "catching-up";

  private final OrganisationDirectory directory;
  private final List<Server> servers = new ArrayList<>();

  /** One server. */
  public record Server(ServerId id, RemoteBallotServer remote) {}

  /** Something to ask a server. */
  @FunctionalInterface
  public interface Question<T> {
    /** Asks. */
    T ask(RemoteBallotServer server) throws Fault, IOException, InterruptedException;
  }

  /** What a server said, or why it said nothing. */
  public sealed interface Answer<T> {
    /** Whose. */
    ServerId server();

    /** It answered. */
    record Given<T>(ServerId server, T value) implements Answer<T> {}

    /**
     * It could not be reached, or failed.
     *
     * @param unknown its refusal when it does not know what is asked for
     */
    record Missing<T>(ServerId server, String reason, @Nullable Fault unknown)
        implements Answer<T> {}
  }

  private Servers(
      OrganisationDirectory directory, Identity identity, List<ServerAddress> addresses) {
    this.directory = directory;
    for (ServerAddress address : addresses) {
      servers.add(
          new Server(
              address.id(), new RemoteBallotServer(address.id(), address.apiAddress(), identity)));
    }
  }

  /** As the operator, who administers. */
  public static Servers asOperator(OrganisationDirectory directory, List<ServerAddress> servers)
      throws Fault {
    return new Servers(directory, directory.operatorIdentity(), servers);
  }

  /** As a voting process, which casts ballots. */
  public static Servers asVoting(OrganisationDirectory directory, List<ServerAddress> servers)
      throws Fault {
    return new Servers(directory, directory.votingIdentity(), servers);
  }

  static Servers asOperator(Where where) throws Fault {
    return asOperator(where.directory(), where.servers());
  }

  static Servers asVoting(Where where) throws Fault {
    return asVoting(where.directory(), where.servers());
  }

  /** All of them, in the organisation's order. */
  public List<Server> all() {
    return List.copyOf(servers);
  }

  /**
   * Asks one after the other until one answers; a refusal is an answer.
   *
   * @throws Fault {@code no-server} when none can be reached
   */
  public <T> T first(Question<T> question) throws Fault, IOException, InterruptedException {
    StringJoiner reasons = new StringJoiner("; ");
    for (Server server : servers) {
      try {
        return question.ask(server.remote());
      } catch (Fault e) {
        if (!isForAnother(e)) {
          throw e;
        }
        if (!e.code().equals(UNREACHABLE)) {
          reasons.add(e.text());
        }
      }
    }
    throw nobody(reasons.toString());
  }

  /** Whether the server surely did nothing, so that another may be asked for the same. */
  private static boolean isForAnother(Fault fault) {
    return fault.code().equals(UNREACHABLE)
        || fault.code().equals(CATCHING_UP)
        || fault.kind() == FaultKind.NO_SPACE
        || fault.kind() == FaultKind.BUSY;
  }

  private Fault nobody(String reasons) {
    return new Fault(
        FaultKind.UNAVAILABLE,
        "no-server",
        "no server can do this%s: start the servers with ./ostraka ballot up --dir %s"
            .formatted(reasons.isEmpty() ? "" : " (" + reasons + ")", directory.root()));
  }

  /**
   * Asks all at the same time. Who does not know yet what another one knows has no answer.
   *
   * @throws Fault what the first reachable server that refused says
   */
  public <T> List<Answer<T>> each(Question<T> question) throws Fault, InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer<T>>> asked = new ArrayList<>();
      for (Server server : servers) {
        asked.add(threads.submit(() -> answer(server, question)));
      }
      List<Answer<T>> answers = new ArrayList<>();
      for (Future<Answer<T>> future : asked) {
        answers.add(future.get());
      }
      requireKnown(answers);
      return answers;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Fault fault) {
        throw fault;
      }
      throw new IllegalStateException("asking a server", e);
    }
  }

  private static <T> void requireKnown(List<Answer<T>> answers) throws Fault {
    if (answers.stream().anyMatch(answer -> answer instanceof Answer.Given<T>)) {
      return;
    }
    for (Answer<T> answer : answers) {
      if (answer instanceof Answer.Missing<T> missing && missing.unknown() != null) {
        throw missing.unknown();
      }
    }
  }

  private static <T> Answer<T> answer(Server server, Question<T> question)
      throws Fault, InterruptedException {
    try {
      return new Answer.Given<>(server.id(), question.ask(server.remote()));
    } catch (IOException e) {
      return new Answer.Missing<>(server.id(), String.valueOf(e.getMessage()), null);
    } catch (Fault e) {
      return switch (e.kind()) {
        case UNAVAILABLE -> new Answer.Missing<>(server.id(), e.text(), null);
        case NOT_FOUND -> new Answer.Missing<>(server.id(), e.text(), e);
        default -> throw e;
      };
    }
  }

  /** The answers that came, at least one. */
  public <T> List<Answer.Given<T>> requireAny(List<Answer<T>> answers) throws Fault {
    List<Answer.Given<T>> given = new ArrayList<>();
    StringJoiner silent = new StringJoiner(", ");
    for (Answer<T> answer : answers) {
      switch (answer) {
        case Answer.Given<T> it -> given.add(it);
        case Answer.Missing<T>(ServerId id, String _, var _) -> silent.add(id.value());
      }
    }
    if (given.isEmpty()) {
      throw nobody("no answer from " + silent);
    }
    return given;
  }

  @Override
  public void close() {
    servers.forEach(server -> server.remote().close());
  }
}
