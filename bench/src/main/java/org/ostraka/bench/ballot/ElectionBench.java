package org.ostraka.bench.ballot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.ostraka.base.Fault;
import org.ostraka.bench.Benchmark;
import org.ostraka.bench.Options;

/**
 * A real election: the 80,101 ballots cast for mayor of Minneapolis in 2013, three ranked choices
 * each, through three servers that are killed one after the other; the count must be the file's
 * own.
 */
public final class ElectionBench implements Benchmark {
  private static final String DATA = "minneapolis-2013-mayor.csv.gz";
  private static final String ELECTION = "minneapolis-2013";

  @Override
  public String usage() {
    return """
    the ballots of Minneapolis 2013, cast while servers are killed, and counted
      --kills 6          how many times a server is killed while ballots are cast
      --folder /tmp      where the servers' disks are
    """;
  }

  @Override
  public boolean run(Options options) throws Fault, IOException, InterruptedException {
    Path parent = options.path("--folder", "/tmp");
    try (TestOrganisation organisation = TestOrganisation.start(parent).up()) {
      Path ballots = organisation.directory().resolveSibling("ballots.csv");
      Map<String, Long> expected = prepare(ballots);
      int voters = expected.values().stream().mapToInt(Long::intValue).sum();
      organisation.openElection(ELECTION, voters, Casting::voterId);
      long started = System.nanoTime();
      castWhileKilling(organisation, ballots, options.number("--kills", 6));
      double seconds = (System.nanoTime() - started) / 1e9;
      System.out.printf("%,d ballots cast in %.1f s%n", voters, seconds);
      System.out.print(organisation.command("election", "close", ELECTION));
      Map<String, Long> counted = count(organisation);
      print(expected, counted);
      return checkServers(organisation) && counted.equals(expected);
    }
  }

  /** Writes the ballots with a voter each, and counts their first choices by itself. */
  private static Map<String, Long> prepare(Path ballots) throws IOException {
    Map<String, Long> firstChoices = new TreeMap<>();
    try (InputStream packed = ElectionBench.class.getResourceAsStream(DATA);
        InputStream data = new GZIPInputStream(Objects.requireNonNull(packed));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(data, StandardCharsets.UTF_8));
        Writer to = Files.newBufferedWriter(ballots)) {
      to.write("voter_id," + lines.readLine() + "\n");
      int voter = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        to.write(Casting.voterId(voter++) + "," + line + "\n");
        firstChoices.merge(firstField(line), 1L, Long::sum);
      }
    }
    return firstChoices;
  }

  /** The first field of a CSV line, by the definition of RFC 4180 and nothing of ours. */
  private static String firstField(String line) {
    if (!line.startsWith("\"")) {
      return line.substring(0, line.indexOf(','));
    }
    int end = 1;
    while (line.charAt(end) != '"' || line.startsWith("\"\"", end)) {
      end += line.startsWith("\"\"", end) ? 2 : 1;
    }
    return line.substring(1, end).replace("\"\"", "\"");
  }

  private static void castWhileKilling(TestOrganisation organisation, Path ballots, int kills)
      throws IOException, InterruptedException {
    Process casting = organisation.begin("ballot", "cast", ELECTION, "--batch", ballots.toString());
    for (int kill = 0; kill < kills && casting.isAlive(); kill++) {
      String server = TestOrganisation.SERVERS.get(kill % TestOrganisation.SERVERS.size());
      casting.waitFor(1, TimeUnit.SECONDS);
      organisation.kill(server);
      System.out.println("killed " + server + (casting.isAlive() ? " while casting" : ""));
      casting.waitFor(1, TimeUnit.SECONDS);
      organisation.command("ballot", "up");
    }
    if (!casting.waitFor(20, TimeUnit.MINUTES) || casting.exitValue() != 0) {
      casting.destroy();
      throw new IOException("casting failed: " + Files.readString(organisation.log()));
    }
  }

  private static Map<String, Long> count(TestOrganisation organisation)
      throws IOException, InterruptedException {
    String json = organisation.command("election", "count", ELECTION, "--field", "1", "--json");
    Map<String, Long> counted = new TreeMap<>();
    Counts.groups(json).forEach(group -> counted.put(group.value(), group.count()));
    return counted;
  }

  private static void print(Map<String, Long> expected, Map<String, Long> counted) {
    System.out.printf("%-28s %8s %8s%n", "first choice", "file", "counted");
    expected.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(8)
        .forEach(it ->
            System.out.printf(
                "%-28s %8d %8d%n",
                it.getKey(), it.getValue(), counted.getOrDefault(it.getKey(), 0L)));
    System.out.println(
        counted.equals(expected)
            ? "the count equals the file's own, for all %d names".formatted(expected.size())
            : "THE COUNT DIFFERS from the file's own");
  }

  private static boolean checkServers(TestOrganisation organisation) throws InterruptedException {
    boolean sound = true;
    for (String server : TestOrganisation.SERVERS) {
      try {
        organisation.command("ballot", "fsck", "--server", server);
        System.out.println(server + ": fsck finds nothing");
      } catch (IOException e) {
        System.out.println(e.getMessage());
        sound = false;
      }
    }
    return sound;
  }
}
