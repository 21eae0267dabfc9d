package org.ostraka.bench.ballot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The groups of a count, from the object that {@code election count --json} prints. */
final class Counts {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One group of a count. */
  record Group(String value, long count) {}

  private Counts() {}

  static List<Group> groups(String json) throws IOException {
    List<Group> groups = new ArrayList<>();
    for (JsonNode group : JSON.readTree(json).path("groups")) {
      groups.add(new Group(group.path("value").asText(), group.path("ballots").asLong()));
    }
    return groups;
  }
}
