package org.ostraka.app.sync;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ostraka.app.Console;
import org.ostraka.app.Json;
import org.ostraka.app.JsonCommand;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;
import org.ostraka.base.HostPort;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.UserName;
import org.ostraka.sync.account.Sessions.Proof;
import org.ostraka.sync.home.DeskAccount;
import org.ostraka.sync.home.DeskHome;
import org.ostraka.sync.web.HubAddress;
import org.ostraka.sync.web.HubLogin;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sync login}: makes this machine a desk of a user, who gives the password once. */
@CommandLine.Command
public final class LoginCommand extends JsonCommand {
  private static final int LONGEST_NAME = 40;
  private static final int MOST_NAMES = 20;

  @Mixin private HomeOption home = new HomeOption();

  @Parameters(index = "0", paramLabel = "https://HOST:PORT", description = "where the hub is")
  private String address = "";

  @Option(names = "--user", required = true, paramLabel = "U", description = "whose desk it is")
  private String user = "";

  @Option(
      names = "--fingerprint",
      paramLabel = "F",
      description = "what the hub printed when it started (default: show it and ask)")
  private @Nullable String fingerprint;

  @Option(
      names = "--desk",
      paramLabel = "NAME",
      description = "the desk's name on the hub and in conflict copies (default: the machine's)")
  private @Nullable String desk;

  @Option(
      names = "--code",
      paramLabel = "CODE",
      description = "what the app of the second factor shows now, for users who have one")
  private @Nullable String code;

  @Override
  public int run(Console console) throws Fault, IOException, InterruptedException {
    DeskHome place = home.home();
    HostPort where = HubAddress.parse(address);
    UserName who = new UserName(user);
    @Nullable DeskName name = desk == null ? null : new DeskName(desk);
    HubAddress hub = hub(console, where);
    requireSameHub(place, hub);
    String password = Secret.password(console, "password of " + who);
    Proof proof = new Proof(password, Optional.ofNullable(code));
    DeskAccount account =
        signInForGood(console, new Attempt(hub, who, proof), name, place.accountIfAny());
    place.keep(account);
    if (asJson()) {
      console.line(
          "%s",
          Json.text(
              Json.object()
                  .put("hub", where.toString())
                  .put("fingerprint", hub.fingerprint())
                  .put("user", who.text())
                  .put("desk", account.desk().text())));
    } else {
      console.line("desk %s of %s is signed in at %s", account.desk(), who, where);
    }
    return 0;
  }

  /** What a desk knows of its folders is of one hub. */
  private static void requireSameHub(DeskHome place, HubAddress hub) throws IOException, Fault {
    Optional<DeskAccount> before = place.accountIfAny();
    boolean other =
        before.isPresent() && !before.get().hub().fingerprint().equals(hub.fingerprint());
    if (other && !place.folders().isEmpty()) {
      throw new Fault(
          FaultKind.INVALID_INPUT,
          "other-hub",
          "%s has folders of another hub: sign in with another --home, or 'sync remove' them first"
              .formatted(place.directory()));
    }
  }

  /** The hub with a fingerprint that was given, or was shown and confirmed. */
  private HubAddress hub(Console console, HostPort where) throws Fault, IOException {
    if (fingerprint != null) {
      return new HubAddress(where, fingerprint);
    }
    String found = HubLogin.fingerprintAt(where);
    if (!console.terminal()) {
      throw new Fault(
          FaultKind.UNAUTHENTICATED,
          "fingerprint-needed",
          "compare this with what the hub printed, then pass it: --fingerprint %s"
              .formatted(found));
    }
    console.note("the hub at %s shows the fingerprint", where);
    console.note("  %s", found);
    String answer = Secret.terminal().readLine("is this what the hub printed? yes/no: ");
    if (!"yes".equalsIgnoreCase(String.valueOf(answer).strip())) {
      throw Fault.of(FaultKind.UNAUTHENTICATED, "not confirmed: nothing was sent to this hub");
    }
    return new HubAddress(where, found);
  }

  /** What every try shares. */
  private record Attempt(HubAddress hub, UserName user, Proof proof) {
    DeskAccount as(DeskName name) throws Fault, IOException, InterruptedException {
      String token = HubLogin.signIn(hub, user, proof, Optional.of(name));
      return new DeskAccount(hub, user, name, token);
    }

    DeskAccount asNew(DeskName name) throws Fault, IOException, InterruptedException {
      return new DeskAccount(hub, user, name, HubLogin.signInNew(hub, user, proof, name));
    }
  }

  /** A password that the hub printed serves once, and is replaced on the way. */
  private static DeskAccount signInForGood(
      Console console, Attempt attempt, @Nullable DeskName wanted, Optional<DeskAccount> before)
      throws Fault, IOException, InterruptedException {
    try {
      return signIn(attempt, wanted, before);
    } catch (Fault e) {
      if (!e.code().equals("password-once")) {
        throw e;
      }
      String own = Secret.newPassword(console, attempt.user());
      Proof proof = attempt.proof().replacedBy(own);
      return signIn(new Attempt(attempt.hub(), attempt.user(), proof), wanted, before);
    }
  }

  private static DeskAccount signIn(
      Attempt attempt, @Nullable DeskName wanted, Optional<DeskAccount> before)
      throws Fault, IOException, InterruptedException {
    if (wanted != null) {
      return attempt.as(wanted);
    }
    // The desk that it was before keeps its name; a new one must not end another's token.
    Optional<DeskAccount> same =
        before.filter(it ->
            it.user().equals(attempt.user)
                && it.hub().fingerprint().equals(attempt.hub.fingerprint()));
    if (same.isPresent()) {
      return attempt.as(same.get().desk());
    }
    return signInAnew(attempt);
  }

  /** Under the machine's name, or one beside it. */
  private static DeskAccount signInAnew(Attempt attempt)
      throws Fault, IOException, InterruptedException {
    String machine = machine();
    for (int number = 1; number < MOST_NAMES; number++) {
      try {
        return attempt.asNew(new DeskName(number == 1 ? machine : machine + "-" + number));
      } catch (Fault e) {
        if (e.kind() != FaultKind.ALREADY_EXISTS) {
          throw e;
        }
      }
    }
    throw Fault.of(
        FaultKind.ALREADY_EXISTS, "all names like %s are taken: --desk NAME".formatted(machine));
  }

  private static String machine() throws IOException {
    String name = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9-].*", "");
    String plain = name.replaceAll("^-+", "");
    String cut = plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
    return cut.isEmpty() ? "desk" : cut;
  }
}
