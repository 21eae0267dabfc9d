package org.ostraka.ballot.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.web.Contract;
import org.ostraka.web.FaultJson;
import org.ostraka.web.Route;

/** docs/api/ballot-openapi.yaml says what the table of routes says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenApiTest {
  private static final Path DOCUMENT = Path.of("../docs/api/ballot-openapi.yaml");

  private static final Map<String, Class<? extends Record>> FORMS =
      Map.ofEntries(
          Map.entry("Fault", FaultJson.class),
          Map.entry("Done", Forms.Done.class),
          Map.entry("ServerStatus", ServerStatusJson.class),
          Map.entry("Election", ElectionJson.class),
          Map.entry("Elections", Forms.Elections.class),
          Map.entry("ElectionStatus", ElectionStatusJson.class),
          Map.entry("File", FileJson.class),
          Map.entry("Files", Forms.Files.class),
          Map.entry("VoterQuestion", StandingJson.Question.class),
          Map.entry("VoterStanding", StandingJson.class),
          Map.entry("Space", Forms.SpaceJson.class),
          Map.entry("Count", CountJson.class),
          Map.entry("FsckReport", FsckJson.class));

  private JsonNode document;

  /** What is said of one operation. */
  private record Operation(
      Set<String> roles, Set<String> query, boolean takesBody, Set<String> statuses) {}

  @BeforeAll
  void read() throws Exception {
    document = new YAMLMapper().readTree(DOCUMENT.toFile());
  }

  @Test
  void theDocumentDescribesTheRoutesAndNoOther(@TempDir Path folder) throws Exception {
    Map<String, Operation> served = new TreeMap<>();
    try (Polis polis = new Polis(folder)) {
      polis.api().routes().forEach(route -> served.put(route.toString(), served(route)));
    }
    assertThat(described()).isEqualTo(served);
  }

  private static Operation served(Route<?> route) {
    Contract<?> contract = route.contract();
    return new Operation(
        contract.door().words(),
        contract.query(),
        contract.maxBodyBytes() > 0,
        route.statuses().stream().map(String::valueOf).collect(Collectors.toSet()));
  }

  private Map<String, Operation> described() {
    Map<String, Operation> described = new TreeMap<>();
    document
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(verb ->
                    described.put(
                        verb.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                        described(verb.getValue()))));
    return described;
  }

  private Operation described(JsonNode operation) {
    Set<String> query = new HashSet<>();
    for (JsonNode parameter : operation.path("parameters")) {
      JsonNode known = resolved(parameter);
      if (known.get("in").asText().equals("query")) {
        query.add(known.get("name").asText());
      }
    }
    Set<String> roles = new HashSet<>();
    operation.get("x-roles").forEach(role -> roles.add(role.asText()));
    return new Operation(
        roles, query, operation.has("requestBody"), names(operation.get("responses")));
  }

  private static Set<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    for (JsonNode reference : document.findValues("$ref")) {
      JsonNode target = document.at(reference.asText().substring(1));
      assertThat(target.isMissingNode()).as(reference.asText()).isFalse();
    }
  }

  @Test
  void theSchemasHaveTheFieldsOfTheForms() {
    JsonNode schemas = document.at("/components/schemas");
    FORMS.forEach((name, form) -> {
      Set<String> fields = fields(form);
      assertThat(names(schemas.at("/" + name + "/properties"))).as(name).isEqualTo(fields);
      Set<String> required = new TreeSet<>();
      schemas.at("/" + name + "/required").forEach(field -> required.add(field.asText()));
      assertThat(required).as(name).isEqualTo(fields);
    });
  }

  private static Set<String> fields(Class<? extends Record> form) {
    return Arrays.stream(form.getRecordComponents())
        .map(RecordComponent::getName)
        .collect(Collectors.toSet());
  }
}
