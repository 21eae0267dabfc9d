package org.ostraka.app.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.app.LiveFiles;
import org.ostraka.web.FaultJson;
import org.ostraka.web.Route;

/** One program that runs it all: what its port answers, to whom, and what it never tells. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OneNodeTest {
  private static final Path DOCUMENT = Path.of("../docs/api/console-openapi.yaml");
  private static final List<String> TENANTS =
      List.of("/api/v1/elections", "/api/v1/vote/", "/api/v1/swarm/", "/api/v1/troubles");
  private static final String ROLL = "voter_id,name\ncode-ann,Ann\ncode-ben,Ben\ncode-cleo,Cleo\n";

  private Path folder;
  private OneNodeTown town;
  private String admin;
  private String person;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    this.folder = folder;
    town = new OneNodeTown(folder);
    admin = town.user("root", true);
    person = town.user("alice", false);
  }

  @AfterAll
  void stop() throws Exception {
    town.close();
  }

  private List<Route<?>> tenants() {
    return town.serving().hub().routes().stream()
        .filter(route -> TENANTS.stream().anyMatch(route.path()::startsWith))
        .toList();
  }

  private OneNodeTown.Result get(String path) throws Exception {
    return town.send("GET", path, admin, "");
  }

  private OneNodeTown.Result vote(String election, String code, String choice) throws Exception {
    String form = "{\"code\":\"%s\",\"choice\":\"%s\"}".formatted(code, choice);
    return town.send("POST", "/api/v1/vote/" + election, "", form);
  }

  /** What becomes of a ballot, as a voter's page asks for it. */
  private JsonNode decided(String election, String receipt) {
    return assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> {
          while (true) {
            JsonNode state =
                town.send(
                        "POST",
                        "/api/v1/vote/" + election + "/standing",
                        "",
                        "{\"receipt\":\"%s\"}".formatted(receipt))
                    .json();
            if (!state.path("state").asText().equals("pending")) {
              return state;
            }
            Thread.onSpinWait();
          }
        });
  }

  private void create(String election) throws Exception {
    OneNodeTown.Result made = town.send("POST", "/api/v1/elections/" + election, admin, ROLL);
    assertThat(made.status()).as("%s", made.body()).isEqualTo(200);
  }

  @Test
  void anElectionGoesFromItsRollToItsCount() throws Exception {
    create("archon");
    String about = "{\"question\":\"Who?\",\"choices\":[\"Solon\",\"Kleon\"]}";
    assertThat(town.send("PUT", "/api/v1/elections/archon/about", admin, about).status())
        .isEqualTo(200);
    assertThat(vote("archon", "code-ann", "Solon").status()).as("not open yet").isEqualTo(403);
    assertThat(town.send("POST", "/api/v1/elections/archon/open", admin, "").status())
        .isEqualTo(200);
    JsonNode paper = town.send("GET", "/api/v1/vote/archon", "", "").json();
    assertThat(paper.path("phase").asText()).isEqualTo("open");
    assertThat(paper.path("choices").toString()).isEqualTo("[\"Solon\",\"Kleon\"]");

    assertThat(vote("archon", "code-ann", "Perikles").status()).as("not offered").isEqualTo(400);
    OneNodeTown.Result ann = vote("archon", "code-ann", "Solon");
    assertThat(ann.json().path("state").asText()).isEqualTo("pending");
    JsonNode valid = decided("archon", ann.json().path("receipt").asText());
    assertThat(valid.path("state").asText()).isEqualTo("valid");
    assertThat(valid.path("validAt").asLong()).isPositive();
    OneNodeTown.Result again = vote("archon", "code-ann", "Kleon");
    assertThat(again.status()).as("%s", again.body()).isEqualTo(403);
    OneNodeTown.Result ben = vote("archon", "code-ben", "Kleon");
    assertThat(decided("archon", ben.json().path("receipt").asText()).path("state").asText())
        .isEqualTo("valid");

    JsonNode standing = get("/api/v1/elections/archon").json();
    assertThat(standing.path("valid").asInt()).isEqualTo(2);
    assertThat(standing.path("servers").get(0).path("reachable").asBoolean()).isTrue();
    JsonNode points = get("/api/v1/elections/archon/turnout").json().path("points");
    assertThat(points.get(points.size() - 1).path("valid").asInt()).isEqualTo(2);
    assertThat(get("/api/v1/elections/archon/count").status()).as("not closed").isEqualTo(403);

    assertThat(town.send("POST", "/api/v1/elections/archon/close", admin, "").status())
        .isEqualTo(200);
    assertThat(vote("archon", "code-cleo", "Solon").status()).as("closed").isEqualTo(403);
    JsonNode count = get("/api/v1/elections/archon/count").json();
    assertThat(count.path("ballots").asInt()).isEqualTo(2);
    assertThat(count.path("groups").toString())
        .contains("{\"value\":\"Solon\",\"count\":1}")
        .contains("{\"value\":\"Kleon\",\"count\":1}");
    assertThat(record("archon"))
        .contains("manifest.json", "ballots.csv", "attendance.csv", "SHA256SUMS");
    assertThat(get("/api/v1/audit").body())
        .contains("election-created", "election-opened", "election-closed")
        .doesNotContain("code-");
    assertThat(LiveFiles.below(folder.resolve("hub")).stream().filter(OneNodeTest::namesAVoter))
        .as("files of the hub that name a voter")
        .isEmpty();
  }

  private Set<String> record(String election) throws Exception {
    byte[] zip =
        town.ask("GET", "/api/v1/elections/" + election + "/record", admin, new byte[0]).body();
    Set<String> names = new TreeSet<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry file = in.getNextEntry(); file != null; file = in.getNextEntry()) {
        names.add(file.getName());
      }
    }
    return names;
  }

  private static boolean namesAVoter(Path file) {
    try {
      return Files.isRegularFile(file)
          && new String(Files.readAllBytes(file), UTF_8).contains("code-ann");
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void aBadRollIsRefusedWithItsLine() throws Exception {
    String path = "/api/v1/elections/broken";
    OneNodeTown.Result twice = town.send("POST", path, admin, "voter_id\na\nb\na\n");
    assertThat(twice.status()).isEqualTo(400);
    assertThat(twice.json().path("error").asText()).isEqualTo("roll-invalid");
    assertThat(twice.json().path("message").asText()).contains("line 4");
    String many = "voter_id,n\na,1\na,2\nb\nc,3\na,4\n";
    assertThat(town.send("POST", path, admin, many).json().path("message").asText().lines())
        .containsExactly(
            "line 3: the same voter as in line 2",
            "line 4: 1 fields where the first line names 2 columns",
            "line 6: the same voter as in line 2");
    String endless = "voter_id\n" + "a\n".repeat(5_000);
    assertThat(town.send("POST", path, admin, endless).json().path("message").asText().lines())
        .hasSize(RollProblems.MOST + 1);
    assertThat(town.send("POST", path, admin, "name\nAnn\n").json().path("message").asText())
        .contains("voter_id");
    assertThat(get("/api/v1/elections").body()).doesNotContain("broken");
  }

  @Test
  void guessingCodesIsSlowedDown() throws Exception {
    create("guessed");
    assertThat(town.send("POST", "/api/v1/elections/guessed/open", admin, "").status())
        .isEqualTo(200);
    Set<Integer> statuses = new HashSet<>();
    // The waits grow faster than any machine is slow.
    for (int guess = 0; guess < 40 && !statuses.contains(429); guess++) {
      statuses.add(vote("guessed", "guess-" + guess, "x").status());
    }
    assertThat(statuses).containsExactlyInAnyOrder(403, 429);
  }

  @Test
  void whatVotersAreToldHasLimits() throws Exception {
    create("limits");
    String path = "/api/v1/elections/limits/about";
    for (String about :
        List.of(
            "{\"question\":\"%s\",\"choices\":[]}".formatted("x".repeat(501)),
            "{\"question\":\"\",\"choices\":[\"a\",\"a\"]}",
            "{\"question\":\"\",\"choices\":[\" \"]}",
            "{\"question\":\"\",\"choices\":[\"%s\"]}".formatted("x".repeat(201)),
            "{\"question\":\"\",\"choices\":[null]}",
            "{\"question\":\"\"}",
            "{\"question\":\"\",\"choices\":[],\"more\":1}",
            "{",
            "null")) {
      assertThat(town.send("PUT", path, admin, about).status()).as(about).isEqualTo(400);
    }
  }

  @Test
  void aFileIsSharedByUploadAndHeldHere() throws Exception {
    byte[] content = new byte[3_000_000];
    Arrays.fill(content, (byte) 7);
    OneNodeTown.Result shared =
        town.send("POST", "/api/v1/swarm/share?name=plan.bin", person, content);
    assertThat(shared.status()).as("%s", shared.body()).isEqualTo(200);
    String link = shared.json().path("link").asText();
    assertThat(link).startsWith("pire2pire:").contains("&server=127.0.0.1:");
    JsonNode file =
        assertTimeoutPreemptively(
            Duration.ofMinutes(1),
            () -> {
              while (true) {
                JsonNode files = get("/api/v1/swarm/files?text=plan").json().path("files");
                if (files.size() == 1 && files.get(0).path("complete").asInt() == 1) {
                  return files.get(0);
                }
              }
            });
    assertThat(file.path("epoch").asLong()).isPositive();
    JsonNode holders =
        get("/api/v1/swarm/files/%s?size=%d&fragment=%d"
                .formatted(
                    file.path("root").asText(), content.length, file.path("fragmentSize").asInt()))
            .json();
    assertThat(holders.path("holders").size()).isEqualTo(1);
    assertThat(holders.path("perFragment").get(0).asInt()).isEqualTo(1);
    assertThat(get("/api/v1/swarm/servers").json().path("servers").get(0).path("state").asText())
        .isEqualTo("alive");
  }

  @Test
  void aNameFromABrowserLeadsNowhere() throws Exception {
    for (String name : List.of("..%2f..%2fevil", "%2fetc%2fpasswd", "..", "a%00b")) {
      OneNodeTown.Result shared =
          town.send("POST", "/api/v1/swarm/share?name=" + name, person, "content of " + name);
      assertThat(shared.status()).as("%s", shared.body()).isIn(200, 400);
    }
    assertThat(LiveFiles.below(folder).stream().filter(file -> file.toString().contains("evil")))
        .allMatch(file -> file.startsWith(folder.resolve("swarm/client")));
    assertThat(folder.resolveSibling("evil")).doesNotExist();
  }

  @Test
  void noRouteAnswersWithoutASessionButAVotersOwn() throws Exception {
    for (Route<?> route : tenants()) {
      Set<String> callers = route.contract().door().words();
      int status = town.send(route.verb().name(), path(route), "", "").status();
      if (callers.contains("anybody")) {
        assertThat(route.path()).startsWith("/api/v1/vote/");
      } else {
        assertThat(status).as("%s", route).isEqualTo(401);
      }
      if (callers.contains("administrator")) {
        assertThat(town.send(route.verb().name(), path(route), person, "").status())
            .as("%s", route)
            .isEqualTo(403);
      }
    }
  }

  private static String path(Route<?> route) {
    return route.path().replace("{election}", "nowhere").replace("{root}", "0".repeat(64));
  }

  @Test
  void everyRouteRefusesWhatItDoesNotKnow() throws Exception {
    for (Route<?> route : tenants()) {
      OneNodeTown.Result result =
          town.send(route.verb().name(), path(route) + "?no-such=1", admin, "");
      assertThat(result.status()).as("%s", route).isEqualTo(400);
      long most = route.contract().maxBodyBytes();
      if (most < 1 << 20) {
        byte[] body = new byte[(int) most + 1];
        assertThat(town.send(route.verb().name(), path(route), admin, body).status())
            .as("%s with a body too long", route)
            .isEqualTo(413);
        for (String bad : most == 0 ? List.<String>of() : List.of("{", "[]", "{\"no-such\":1}")) {
          assertThat(town.send(route.verb().name(), path(route), admin, bad).status())
              .as("%s with the body %s", route, bad)
              .isBetween(400, 404);
        }
      }
    }
  }

  @Test
  void aMonitorSeesAllThree() throws Exception {
    assertThat(town.send("GET", "/health", "", "").status()).isEqualTo(200);
    assertThat(town.send("GET", "/metrics", "", "").status()).isEqualTo(401);
    assertThat(town.send("GET", "/metrics", admin, "").status())
        .as("a session is no monitor's token")
        .isEqualTo(401);
    String token = Files.readString(folder.resolve("hub/metrics.token"));
    assertThat(town.send("GET", "/metrics", token, "").body())
        .contains("ostraka_hub_desks_online")
        .contains("ostraka_hub_requests_seconds_count")
        .contains("ostraka_log_applied");
  }

  @Test
  void theFrontPageIsTheConsole() throws Exception {
    OneNodeTown.Result front = town.send("GET", "/", "", "");
    assertThat(front.status()).isEqualTo(200);
    assertThat(front.body()).contains("<html");
    OneNodeTown.Result script = town.send("GET", "/console/app.js", "", "");
    assertThat(script.status()).isEqualTo(200);
    assertThat(script.body()).contains("os-sign-in").contains("LitElement");
  }

  /** What is said of one operation. */
  private record Operation(String access, Set<String> query, long maxBody, Set<String> statuses) {}

  @Test
  void theDocumentDescribesTheRoutesAndNoOther() throws Exception {
    Map<String, Operation> served = new TreeMap<>();
    tenants().forEach(route -> served.put(route.toString(), served(route)));
    Map<String, Operation> described = new TreeMap<>();
    new YAMLMapper()
        .readTree(DOCUMENT.toFile())
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(verb -> {
                  if (!verb.getKey().equals("parameters")) {
                    described.put(
                        verb.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                        described(verb.getValue()));
                  }
                }));
    assertThat(described).isEqualTo(served);
  }

  private static Operation served(Route<?> route) {
    return new Operation(
        String.join(",", route.contract().door().words()),
        route.contract().query(),
        route.contract().maxBodyBytes(),
        route.statuses().stream().map(String::valueOf).collect(Collectors.toSet()));
  }

  private static Operation described(JsonNode operation) {
    Set<String> query = new HashSet<>();
    operation.path("parameters").forEach(parameter -> query.add(parameter.get("name").asText()));
    return new Operation(
        operation.get("x-access").asText(),
        query,
        operation.path("x-max-body").asLong(),
        names(operation.get("responses")));
  }

  private static Set<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
  }

  @Test
  void theSchemasHaveTheFieldsOfTheForms() throws Exception {
    JsonNode schemas = new YAMLMapper().readTree(DOCUMENT.toFile()).at("/components/schemas");
    Stream.of(
            Stream.of(ElectionForms.class.getDeclaredClasses()),
            Stream.of(SwarmForms.class.getDeclaredClasses()),
            Stream.of(TroubleRoutes.class.getDeclaredClasses()),
            Stream.<Class<?>>of(FaultJson.class))
        .flatMap(all -> all)
        .forEach(form -> {
          JsonNode schema = schemas.path(form.getSimpleName());
          assertThat(names(schema.path("properties")))
              .as(form.getSimpleName())
              .isEqualTo(fields(form, true));
          Set<String> required = new TreeSet<>();
          schema.path("required").forEach(field -> required.add(field.asText()));
          assertThat(required).as(form.getSimpleName()).isEqualTo(fields(form, false));
        });
  }

  private static Set<String> fields(Class<?> form, boolean optionalToo) {
    return Arrays.stream(form.getRecordComponents())
        .filter(field -> optionalToo || !isOptional(field))
        .map(RecordComponent::getName)
        .collect(Collectors.toSet());
  }

  private static boolean isOptional(RecordComponent field) {
    return field.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }
}
