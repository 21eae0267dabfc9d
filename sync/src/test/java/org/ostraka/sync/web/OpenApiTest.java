package org.ostraka.sync.web;

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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.web.FaultJson;
import org.ostraka.web.Route;

/** docs/api/sync-openapi.yaml says what the table of routes and the forms say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenApiTest {
  private static final Path DOCUMENT = Path.of("../docs/api/sync-openapi.yaml");

  private JsonNode document;

  /** What is said of one operation. */
  private record Operation(String access, Set<String> query, long maxBody, Set<String> statuses) {}

  @BeforeAll
  void read() throws Exception {
    document = new YAMLMapper().readTree(DOCUMENT.toFile());
  }

  @Test
  void theDocumentDescribesTheRoutesAndNoOther(@TempDir Path folder) throws Exception {
    Map<String, Operation> served = new TreeMap<>();
    try (Office office = new Office(folder)) {
      office.server().routes().forEach(route -> served.put(route.toString(), served(route)));
    }
    assertThat(described()).isEqualTo(served);
  }

  private static Operation served(Route<?> route) {
    return new Operation(
        String.join(",", route.contract().door().words()),
        route.contract().query(),
        route.contract().maxBodyBytes(),
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
                .forEach(verb -> {
                  if (!verb.getKey().equals("parameters")) {
                    described.put(
                        verb.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                        described(verb.getValue()));
                  }
                }));
    return described;
  }

  private static Operation described(JsonNode operation) {
    Set<String> query = new HashSet<>();
    operation.path("parameters").forEach(parameter -> query.add(parameter.get("name").asText()));
    long maxBody = operation.path("x-max-body").asLong();
    assertThat(operation.has("requestBody")).isEqualTo(maxBody > 0);
    return new Operation(
        operation.get("x-access").asText(), query, maxBody, names(operation.get("responses")));
  }

  private static Set<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
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
    forms()
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

  /** Every record that is written or read as JSON. */
  private static Stream<Class<?>> forms() {
    return Stream.of(
            Stream.of(Forms.class.getDeclaredClasses()),
            Stream.of(LinkForms.class.getDeclaredClasses()),
            Stream.of(CareForms.class.getDeclaredClasses()),
            Stream.of(ChangeJson.class.getDeclaredClasses()),
            Stream.of(JournalJson.class.getDeclaredClasses()),
            Stream.<Class<?>>of(ChangeJson.class, FaultJson.class))
        .flatMap(all -> all)
        .filter(form -> form.isRecord() && form != JournalJson.PageOut.class);
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
