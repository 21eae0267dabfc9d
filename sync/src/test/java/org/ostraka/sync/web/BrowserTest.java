package org.ostraka.sync.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.sync.account.Right;
import org.ostraka.web.Json;
import org.ostraka.web.Route;
import org.ostraka.web.Verb;

/** A browser signed in: its cookie, the second secret, and pages of others that make it ask. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BrowserTest {
  private static final String SIGN_IN =
      "{\"user\":\"alice\",\"password\":\"%s\",\"cookie\":true}".formatted(Office.PASSWORD);

  private Office office;

  @BeforeAll
  void open(@TempDir Path folder) throws Exception {
    office = new Office(folder);
    office.user("alice", Right.WRITE);
  }

  @AfterAll
  void close() throws Exception {
    office.close();
  }

  /** What a browser keeps. */
  private record Kept(String cookie, String csrf) {}

  private Kept signIn() throws Exception {
    HttpResponse<String> answer = office.ask("POST", SessionRoutes.SESSIONS, SIGN_IN);
    assertThat(answer.statusCode()).isEqualTo(200);
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    Forms.SignedIn signedIn = Json.answer(answer.body().getBytes(UTF_8), Forms.SignedIn.class);
    return new Kept(
        cookie.substring(0, cookie.indexOf(';')), Json.require(signedIn.csrf(), "csrf"));
  }

  @Test
  void whatCanBeGotCanBeAskedAbout() throws Exception {
    HttpResponse<String> got = office.ask("GET", "/health", "");
    HttpResponse<String> asked = office.ask("HEAD", "/health", "");
    assertThat(asked.statusCode()).isEqualTo(got.statusCode()).isEqualTo(200);
    assertThat(asked.body()).isEmpty();
    assertThat(asked.headers().firstValue("Content-Length"))
        .isEqualTo(got.headers().firstValue("Content-Length"));
    Kept kept = signIn();
    assertThat(office.ask("HEAD", EventRoutes.EVENTS, "", "Cookie", kept.cookie()).statusCode())
        .as("a stream without an end")
        .isEqualTo(200);
    assertThat(office.ask("HEAD", SessionRoutes.ME, "").statusCode()).isEqualTo(401);
    assertThat(office.ask("HEAD", SessionRoutes.ME + "/password", "").statusCode()).isEqualTo(405);
  }

  @Test
  void theTokenIsInACookieThatNoScriptReadsAndNoOtherSiteUses() throws Exception {
    HttpResponse<String> answer = office.ask("POST", SessionRoutes.SESSIONS, SIGN_IN);
    assertThat(answer.body()).doesNotContain("token").contains("csrf");
    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("__Host-ostraka=")
        .contains("HttpOnly", "Secure", "SameSite=Strict", "Path=/")
        .doesNotContain("Domain");
  }

  @Test
  void theCookieAloneReads() throws Exception {
    Kept kept = signIn();
    HttpResponse<String> me = office.ask("GET", SessionRoutes.ME, "", "Cookie", kept.cookie());
    assertThat(me.statusCode()).isEqualTo(200);
    assertThat(me.body()).contains("alice").contains(kept.csrf());
  }

  /** Every route, so that a new one cannot be forgotten. */
  @Test
  void theCookieAloneChangesNothing() throws Exception {
    Kept kept = signIn();
    for (Route<?> route : office.server().routes()) {
      if (route.verb() != Verb.GET && !route.contract().door().words().contains("anybody")) {
        for (String shown : List.of("", "0".repeat(32), signIn().csrf())) {
          HttpResponse<String> answer =
              office.ask(
                  route.verb().name(), path(route), "", "Cookie", kept.cookie(), "X-CSRF", shown);
          assertThat(answer.statusCode()).as("%s", route).isEqualTo(403);
          assertThat(answer.body()).as("%s", route).contains("\"csrf\"");
        }
      }
    }
  }

  private static String path(Route<?> route) {
    return route.path().replaceAll("\\{[a-z]+}", "any");
  }

  @Test
  void aPageOfAnotherSiteMakesABrowserDoNothing() throws Exception {
    Kept kept = signIn();
    for (String site : List.of("cross-site", "same-site")) {
      assertThat(
              office
                  .ask("POST", SessionRoutes.SESSIONS, SIGN_IN, "Sec-Fetch-Site", site)
                  .statusCode())
          .as("signing in for somebody else")
          .isEqualTo(403);
      assertThat(
              office
                  .ask(
                      "DELETE",
                      SessionRoutes.SESSIONS,
                      "",
                      "Cookie",
                      kept.cookie(),
                      "X-CSRF",
                      kept.csrf(),
                      "Sec-Fetch-Site",
                      site)
                  .statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void signingOutEndsTheSessionAndTheCookie() throws Exception {
    Kept kept = signIn();
    HttpResponse<String> out =
        office.ask(
            "DELETE", SessionRoutes.SESSIONS, "", "Cookie", kept.cookie(), "X-CSRF", kept.csrf());
    assertThat(out.statusCode()).isEqualTo(200);
    assertThat(out.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("__Host-ostraka=;")
        .contains("Max-Age=0");
    assertThat(office.ask("GET", SessionRoutes.ME, "", "Cookie", kept.cookie()).statusCode())
        .isEqualTo(401);
  }

  /** Browsers keep the cookie for longer than a session lasts that nobody uses. */
  @Test
  void theCookieOfASessionThatHasEndedKeepsNobodyFromSigningIn() throws Exception {
    Kept kept = signIn();
    HttpResponse<String> out =
        office.ask(
            "DELETE", SessionRoutes.SESSIONS, "", "Cookie", kept.cookie(), "X-CSRF", kept.csrf());
    assertThat(out.statusCode()).isEqualTo(200);
    assertThat(
            office
                .ask("POST", SessionRoutes.SESSIONS, SIGN_IN, "Cookie", kept.cookie())
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void aDeskIsGivenNoCookie() throws Exception {
    String form = SIGN_IN.replace("}", ",\"desk\":\"laptop\"}");
    assertThat(office.ask("POST", SessionRoutes.SESSIONS, form).statusCode()).isEqualTo(400);
  }

  @Test
  void everyAnswerSaysThatItIsNothingElse() throws Exception {
    for (String path : List.of("/health", SessionRoutes.ME, "/nowhere")) {
      HttpResponse<String> answer = office.ask("GET", path, "");
      assertThat(answer.headers().firstValue("X-Content-Type-Options"))
          .as(path)
          .hasValue("nosniff");
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .as(path)
          .contains("default-src 'none'");
    }
  }
}
