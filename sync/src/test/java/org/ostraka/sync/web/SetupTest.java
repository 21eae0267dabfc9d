package org.ostraka.sync.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.base.Fault;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.UserName;
import org.ostraka.sync.account.Right;
import org.ostraka.sync.account.Sessions.Proof;
import org.ostraka.web.Json;

/** The first run: who gets the administrator's seat, and who does not. */
final class SetupTest {
  private static final String SETUP = "/api/v1/setup";
  private static final UserName ADMIN = HubServer.FIRST_ADMINISTRATOR;

  private Office office;
  private String code;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    office = new Office(folder);
    code = office.server().firstPassword().orElseThrow();
  }

  @AfterEach
  void close() throws Exception {
    office.close();
  }

  private HttpResponse<String> take(String code, String user) throws Exception {
    return office.ask("POST", SETUP, form(code, user, Office.PASSWORD));
  }

  private static String form(String code, String user, String password) {
    return "{\"code\":\"%s\",\"user\":\"%s\",\"password\":\"%s\"}".formatted(code, user, password);
  }

  private Forms.SetupState state() throws Exception {
    String body = office.ask("GET", SETUP, "").body();
    return Json.answer(body.getBytes(UTF_8), Forms.SetupState.class);
  }

  @Test
  void whoeverHasThePrintedPasswordBecomesTheAdministratorAndIsSignedIn() throws Exception {
    assertThat(state()).isEqualTo(new Forms.SetupState(true, office.server().fingerprint()));
    HttpResponse<String> taken = take(code, "olga");
    assertThat(taken.statusCode()).isEqualTo(200);
    assertThat(taken.headers().firstValue("Set-Cookie").orElseThrow())
        .contains("HttpOnly", "SameSite=Strict");
    assertThat(taken.body()).contains("\"admin\":true").contains("csrf");
    assertThat(state().needed()).isFalse();
    assertThat(office.send("GET", "/api/v1/users", office.session("olga"), "").body())
        .contains("olga")
        .doesNotContain("\"admin\",");
  }

  @Test
  void thePrintedPasswordServesOnce() throws Exception {
    assertThat(take(code, "olga").statusCode()).isEqualTo(200);
    assertThat(take(code, "paul").body()).contains("setup-over");
    for (String user : List.of("admin", "olga")) {
      assertThat(refusal(new UserName(user), new Proof(code, Optional.empty())))
          .isEqualTo("wrong-password");
    }
  }

  /** However many have the code, one update decides. */
  @Test
  void theSeatIsTakenByOneOfManyAtOnce() throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Integer>> tries = new ArrayList<>();
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int at = 0; at < 4; at++) {
        String name = "person" + at;
        Callable<Integer> one =
            () -> {
              start.await();
              return take(code, name).statusCode();
            };
        tries.add(people.submit(one));
      }
      start.countDown();
    }
    List<Integer> answers = new ArrayList<>();
    for (Future<Integer> one : tries) {
      answers.add(one.get());
    }
    assertThat(answers).containsOnlyOnce(200).containsOnly(200, 403);
    assertThat(office.administration().users()).hasSize(1);
  }

  @Test
  void aWrongCodeIsRefusedAndThenHasToWait() throws Exception {
    assertThat(take("a guess of somebody", "eve").body()).contains("setup-code");
    HttpResponse<String> answer = take("another guess", "eve");
    // The waits grow faster than any machine is slow.
    for (int at = 0; at < 20 && answer.statusCode() != 429; at++) {
      answer = take("another guess", "eve");
    }
    assertThat(answer.body()).contains("too-many-attempts");
    assertThat(state().needed()).isTrue();
  }

  @Test
  void aHubThatHasUsersHasNoSeatToGive() throws Exception {
    office.user("alice", Right.READ);
    assertThat(state().needed()).isFalse();
    assertThat(take(code, "eve").body()).contains("setup-over");
  }

  @Test
  void whatIsNoFormIsRefusedAndTheSeatStaysFree() throws Exception {
    for (String form :
        List.of(
            "{",
            "{}",
            form(code, "", Office.PASSWORD),
            form(code, "local.administrator", Office.PASSWORD),
            form(code, "olga", "short"),
            form(code, "olga", code),
            form(code, "olga", Office.PASSWORD).replace("}", ",\"admin\":true}"))) {
      assertThat(office.ask("POST", SETUP, form).statusCode()).as(form).isIn(400, 409);
    }
    assertThat(state().needed()).isTrue();
  }

  @Test
  void aPageOfAnotherSiteTakesNothing() throws Exception {
    HttpResponse<String> answer =
        office.ask(
            "POST", SETUP, form(code, "eve", Office.PASSWORD), "Sec-Fetch-Site", "cross-site");
    assertThat(answer.body()).contains("csrf");
    assertThat(state().needed()).isTrue();
  }

  @Test
  void aProgramThatSignsInReplacesThePrintedPassword() throws Exception {
    Proof printed = new Proof(code, Optional.empty());
    assertThat(refusal(ADMIN, printed)).isEqualTo("password-once");
    assertThat(refusal(ADMIN, printed.replacedBy(code))).isEqualTo("password-same");
    String token =
        HubLogin.signIn(
            office.address(),
            ADMIN,
            printed.replacedBy(Office.PASSWORD),
            Optional.of(new DeskName("laptop")));
    assertThat(office.send("GET", SessionRoutes.ME, token, "").status()).isEqualTo(200);
    assertThat(refusal(ADMIN, printed.replacedBy("yet another one"))).isEqualTo("wrong-password");
    assertThat(office.session(ADMIN.text())).isNotEmpty();
    assertThat(state().needed()).isFalse();
  }

  @Test
  void aPasswordThatStaysIsNotReplacedInPassing() throws Exception {
    office.user("alice", Right.READ);
    Proof proof = new Proof(Office.PASSWORD, Optional.empty()).replacedBy("another password");
    assertThat(refusal(new UserName("alice"), proof)).isEqualTo("invalid-input");
  }

  private String refusal(UserName user, Proof proof) {
    String[] code = new String[1];
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(() -> HubLogin.signIn(office.address(), user, proof, Optional.empty()))
        .satisfies(fault -> code[0] = fault.code());
    return code[0];
  }
}
