package org.ostraka.sync.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.ostraka.sync.web.Office.PASSWORD;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.base.Fault;
import org.ostraka.sync.DeskName;
import org.ostraka.sync.NodeId;
import org.ostraka.sync.UserName;
import org.ostraka.sync.account.Holder;
import org.ostraka.sync.account.Right;
import org.ostraka.web.Route;

/** Who gets in, to which route, and what those learn who do not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccessTest {
  private static final String NODE = "00000000000000010000000000000001";
  private static final String SUMMARY = "{\"digests\":\"\"}";

  private static final Pattern PARAMETER = Pattern.compile("\\{([a-z]+)}");
  private Office office;
  private String eve;

  @BeforeAll
  void open(@TempDir Path folder) throws Exception {
    office = new Office(folder);
    office.user("alice", Right.WRITE);
    office.user("eve", Right.NONE);
    eve = office.session("eve");
  }

  @AfterAll
  void close() throws Exception {
    office.close();
  }

  private static String path(Route<?> route, String repository) {
    return path(route.path(), repository);
  }

  private static String path(String template, String repository) {
    return template
        .replace("{repository}", repository)
        .replace("{node}", NODE)
        .replace("{user}", "nobody")
        .replace("{group}", "nogroup")
        .replace("{desk}", "nodesk")
        .replace("{link}", "nolink");
  }

  private Office.Result send(Route<?> route, String repository, String token, String body)
      throws Exception {
    return office.send(route.verb().name(), path(route, repository), token, body);
  }

  private static boolean isFor(Route<?> route, String callers) {
    return route.contract().door().words().contains(callers);
  }

  private List<Route<?>> guarded() {
    return office.server().routes().stream().filter(route -> !isFor(route, "anybody")).toList();
  }

  @Test
  void noRouteAnswersWithoutASession() throws Exception {
    for (Route<?> route : guarded()) {
      Office.Result result = send(route, "docs", "", "");
      assertThat(result.status()).as("%s", route).isEqualTo(401);
      assertThat(result.body()).contains("unauthenticated");
    }
  }

  @Test
  void noRouteAnswersARevokedToken() throws Exception {
    office.user("zoe", Right.WRITE);
    String token = office.token("zoe");
    office.administration().revoke(new DeskName("desk-of-zoe"));
    for (Route<?> route : guarded()) {
      assertThat(send(route, "docs", token, "").status()).as("%s", route).isEqualTo(401);
    }
  }

  @Test
  void administrationIsForAdministrators() throws Exception {
    String alice = office.session("alice");
    for (Route<?> route : guarded()) {
      if (isFor(route, "administrator")) {
        assertThat(send(route, "docs", alice, "").status()).as("%s", route).isEqualTo(403);
      }
    }
  }

  /** A deskless administrator administers; the same person's desk does not. */
  @Test
  void aDeskOfAnAdministratorDoesNotAdminister() throws Exception {
    office.administration().addUser(new UserName("root"), PASSWORD, true);
    String desk = office.token("root");
    assertThat(office.send("GET", "/api/v1/users", desk, "").status()).isEqualTo(403);
    assertThat(office.send("GET", "/api/v1/users", office.session("root"), "").status())
        .isEqualTo(200);
  }

  @Test
  void whoMayNotReadARepositoryIsToldTheSameAsIfThereWereNone() throws Exception {
    for (Route<?> route : guarded()) {
      boolean ofRepository = route.path().contains("{repository}");
      if (ofRepository && isFor(route, "signed-in")) {
        String body = route.contract().maxBodyBytes() > 0 ? validBody(route) : "";
        Office.Result there = send(route, "docs", eve, body);
        Office.Result nowhere = send(route, "nowhere", eve, body);
        assertThat(there.status()).as("%s", route).isEqualTo(404);
        assertThat(there.status()).as("%s", route).isEqualTo(nowhere.status());
        assertThat(there.body().replace("docs", "nowhere")).isEqualTo(nowhere.body());
      }
    }
    assertThat(office.send("GET", "/api/v1/repositories", eve, "").body()).doesNotContain("docs");
    assertThat(office.send("GET", "/api/v1/events?repositories=docs", eve, "").status())
        .isEqualTo(404);
  }

  private static String validBody(Route<?> route) {
    return switch (route.path().substring(route.path().lastIndexOf('/') + 1)) {
      case "changes" -> "{\"changes\":[]}";
      case "grants" -> "{\"path\":\"/\",\"holder\":\"eve\",\"right\":\"manage\"}";
      case "restore" -> "{\"node\":\"%s\",\"seq\":1}".formatted(NODE);
      default -> SUMMARY;
    };
  }

  @Test
  void pathsThatClimbOutLeadNowhere() throws Exception {
    String alice = office.session("alice");
    for (String path :
        List.of(
            "/..",
            "/../..",
            "/a/../../b",
            "%2e%2e",
            "%2e%2e%2fdocs",
            "..%5c..",
            "%00",
            "docs%00",
            "%2f%2e%2e%2f")) {
      assertThat(
              office.send("GET", "/api/v1/repositories/docs/tree?path=" + path, alice, "").status())
          .as("tree of %s", path)
          .isIn(400, 404);
    }
    for (String name : List.of("..", "%2e%2e", "..%2f..%2fetc", "docs%2f..", "docs%00", "%2e")) {
      for (String below : List.of("/tree", "/journal", "/grants", "/removed")) {
        assertThat(office.send("GET", "/api/v1/repositories/" + name + below, alice, "").status())
            .as("repository %s%s", name, below)
            .isIn(400, 404);
      }
    }
    for (String node : List.of("..", "%2e%2e%2f", "%00", "x".repeat(3_000))) {
      assertThat(
              office
                  .send("GET", "/api/v1/repositories/docs/files/" + node + "/versions", alice, "")
                  .status())
          .isIn(400, 404);
    }
  }

  /** Every parameter of every route, so that a new one cannot be forgotten. */
  @Test
  void noParameterOfAnyRouteClimbsOut() throws Exception {
    String root = administrator("climber");
    for (Route<?> route : guarded()) {
      String body = route.contract().maxBodyBytes() > 0 ? validBody(route) : "";
      for (String name : List.of("..", "%2e%2e", "..%2f..%2fetc", "a%00", "%2e")) {
        Matcher parameter = PARAMETER.matcher(route.path());
        while (parameter.find()) {
          String climbing = path(route, "docs", parameter.group(1), name);
          assertHarmless(route, office.send(route.verb().name(), climbing, root, body));
        }
        Set<String> queries = new TreeSet<>(route.contract().query());
        // The hub's own mark, given back as it was: any other text is one that the hub never gave.
        queries.remove("view");
        for (String query : queries) {
          String climbing = path(route, "docs") + "?" + query + "=" + name;
          assertHarmless(route, office.send(route.verb().name(), climbing, root, body));
        }
      }
    }
  }

  private static String path(Route<?> route, String repository, String parameter, String value) {
    String template = route.path().replace("{" + parameter + "}", value);
    return path(template, repository);
  }

  private static void assertHarmless(Route<?> route, Office.Result result) {
    assertThat(result.status()).as("%s: %s", route, result.body()).isIn(400, 401, 403, 404, 405);
    assertThat(result.body()).as("%s", route).doesNotContain("Exception");
  }

  /** Somebody who may read one folder learns nothing of the file beside it. */
  @Test
  void aHiddenNodeIsToldApartFromNoneByNoRoute() throws Exception {
    office.user("nosy", Right.NONE);
    office.user("owner", Right.WRITE);
    String hidden;
    try (RemoteHub desk = office.desk("owner")) {
      hidden = office.file(desk, "hidden.txt", new byte[] {1}).toString();
      NodeId open = office.folder(desk, "open");
      assertThat(open).isNotNull();
    }
    office
        .administration()
        .grant(Office.DOCS, "/open", new Holder.OfUser(new UserName("nosy")), Right.MANAGE);
    String nosy = office.session("nosy");
    for (Route<?> route : guarded()) {
      if (route.path().contains("{node}")) {
        Office.Result there =
            office.send(route.verb().name(), path(route, "docs").replace(NODE, hidden), nosy, "");
        assertThat(there).as("%s", route).isEqualTo(send(route, "docs", nosy, ""));
      }
    }
    for (String question : List.of("find?path=", "tree?path=", "grants?holder=eve&path=")) {
      String verb = question.startsWith("grants") ? "DELETE" : "GET";
      String path = "/api/v1/repositories/docs/" + question;
      assertThat(office.send(verb, path + "/hidden.txt", nosy, ""))
          .as(question)
          .isEqualTo(office.send(verb, path + "/nothing.txt", nosy, ""));
    }
    String restore = "{\"node\":\"%s\",\"seq\":1}";
    assertThat(
            office.send(
                "POST", "/api/v1/repositories/docs/restore", nosy, restore.formatted(hidden)))
        .isEqualTo(
            office.send(
                "POST", "/api/v1/repositories/docs/restore", nosy, restore.formatted(NODE)));
  }

  private String administrator(String name) throws Exception {
    office.administration().addUser(new UserName(name), PASSWORD, true);
    office
        .administration()
        .grant(Office.DOCS, "/", new Holder.OfUser(new UserName(name)), Right.MANAGE);
    return office.session(name);
  }

  @Test
  void aChangeWhoseNameClimbsIsRefused() throws Exception {
    String alice = office.session("alice");
    for (String name : List.of("..", ".", "", "a/b", "a\\u0000b", "x".repeat(256))) {
      String change =
          """
          {"changes":[{"kind":"create","id":"%s","node":"%s","parent":"%s","name":"%s",
          "entry":{"kind":"folder"}}]}
          """
              .formatted(NODE, NODE, "0".repeat(32), name);
      assertThat(office.send("POST", "/api/v1/repositories/docs/changes", alice, change).status())
          .as(name)
          .isEqualTo(400);
    }
  }

  @Test
  void settingsAreGivenWholeOrRefused() throws Exception {
    String root = administrator("decider");
    String path = "/api/v1/settings";
    String before = office.send("GET", path, root, "").body();
    for (String form :
        List.of(
            "{",
            "{\"links\":true}",
            before.replace("\"links\":true", "\"links\":null"),
            before.replace("720", "0"),
            before.replace("}", ",\"colour\":1}"))) {
      assertThat(office.send("PUT", path, root, form).status()).as(form).isEqualTo(400);
    }
    assertThat(office.send("PUT", path, root, before.replace("720", "600")).status())
        .isEqualTo(200);
    assertThat(office.send("GET", path, root, "").body()).contains("\"sessionMinutes\":600");
  }

  /** Whatever a caller may do, nothing is done of what is not understood. */
  @Test
  void everyRouteRefusesWhatItDoesNotKnow() throws Exception {
    office.administration().addUser(new UserName("tess"), PASSWORD, true);
    String tess = office.session("tess");
    for (Route<?> route : guarded()) {
      String verb = route.verb().name();
      String path = path(route, "docs");
      assertThat(office.send(verb, path + "?no-such=1", tess, "").status())
          .as("%s with a parameter that it has not", route)
          .isIn(400, 401);
      if (route.contract().maxBodyBytes() > 0 && !route.contract().body().streamed()) {
        for (String body : List.of("{", "[]", "{\"no-such\":1}", "{\"no-such\":1} {}")) {
          assertThat(office.send(verb, path, tess, body).status())
              .as("%s with the body %s", route, body)
              .isBetween(400, 404);
        }
      }
    }
  }

  @Test
  void bodiesAndQuestionsAreLimited() throws Exception {
    String alice = office.session("alice");
    assertThat(
            office
                .send("POST", "/api/v1/sessions", "", "x".repeat(SessionRoutes.SMALL_BODY + 1))
                .status())
        .isEqualTo(413);
    assertThat(office.send("POST", "/api/v1/repositories/docs/chunks", alice, "not a pack").body())
        .contains("broken-pack");
    assertThat(office.send("GET", "/api/v1/repositories/docs/journal?after=-1", alice, "").status())
        .isEqualTo(400);
    assertThat(office.send("GET", "/api/v1/repositories/docs/journal?aftr=1", alice, "").body())
        .contains("unknown query parameters");
  }

  @Test
  void aWrongPasswordTellsNothingAndTooManyWait() throws Exception {
    assertThat(refusal("alice", "wrong password")).isEqualTo(refusal("nobody", "wrong password"));
    String refusal = "";
    // The waits grow faster than any machine is slow.
    for (int attempt = 0; attempt < 20 && !refusal.contains("too many"); attempt++) {
      refusal = refusal("mallory", "wrong password");
    }
    assertThat(refusal).contains("too many failed attempts");
  }

  private String refusal(String user, String password) {
    Fault[] refused = new Fault[1];
    assertThatExceptionOfType(Fault.class)
        .isThrownBy(
            () -> HubLogin.signIn(office.address(), new UserName(user), password, Optional.empty()))
        .satisfies(fault -> refused[0] = fault);
    return refused[0].text();
  }

  @Test
  void administrationAndSignInsAreInTheAuditLog() throws Exception {
    office.administration().addUser(new UserName("dora"), PASSWORD, true);
    String dora = office.session("dora");
    Office.Result audit = office.send("GET", "/api/v1/audit", dora, "");
    assertThat(audit.body()).contains("user-added").contains("signed-in").contains("dora");
    assertThat(audit.body()).doesNotContain(PASSWORD).doesNotContain(dora);
  }
}
