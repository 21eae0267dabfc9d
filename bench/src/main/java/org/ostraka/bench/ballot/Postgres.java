package org.ostraka.bench.ballot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ostraka.bench.Subprocess;

/**
 * A PostgreSQL primary with two standbys, of which one must have the commit on disk: a quorum of
 * two of three. Ballots are rows under a unique key, inserted unless the key exists, driven by
 * pgbench.
 */
final class Postgres implements Rival {
  private static final int PORT = 25501;
  private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");

  @Override
  public String name() {
    return "PostgreSQL, quorum of two of three";
  }

  @Override
  public Optional<String> missingPackage() {
    boolean installed = programs().isPresent() && Subprocess.find("pgbench").isPresent();
    return installed ? Optional.empty() : Optional.of("postgresql postgresql-contrib");
  }

  private static Optional<Path> programs() {
    try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
      return versions.map(it -> it.resolve("bin")).filter(Files::isDirectory).findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<Rate> measure(Path folder, Duration warmUp, Duration run)
      throws IOException, InterruptedException {
    Path programs = programs().orElseThrow();
    makeReadable(folder);
    List<String> started = new ArrayList<>();
    try {
      startPrimary(programs, folder);
      started.add("p");
      for (int standby = 1; standby <= 2; standby++) {
        startStandby(programs, folder, standby);
        started.add("s" + standby);
      }
      requireQuorum(folder);
      return load(folder, warmUp, run);
    } finally {
      for (String server : started.reversed()) {
        stop(programs, folder, server);
      }
    }
  }

  /** PostgreSQL refuses to run as root, so its own user must reach the folder. */
  private static void makeReadable(Path folder) throws IOException, InterruptedException {
    Subprocess.run(List.of("chown", "postgres", folder.toString()));
    for (Path above = folder; above != null; above = above.getParent()) {
      Subprocess.run(List.of("chmod", "a+x", above.toString()));
    }
  }

  private static String asPostgres(String command) throws IOException, InterruptedException {
    return Subprocess.run(List.of("su", "postgres", "-c", command));
  }

  private static void startPrimary(Path programs, Path folder)
      throws IOException, InterruptedException {
    asPostgres("%s/initdb -D %s/p -A trust -E UTF8".formatted(programs, folder));
    String settings =
        """
        listen_addresses='127.0.0.1'
        unix_socket_directories='%s'
        wal_level=replica
        max_wal_senders=8
        max_wal_size=8GB
        max_connections=200
        shared_buffers=1GB
        """
            .formatted(folder);
    Files.writeString(folder.resolve("p/postgresql.conf"), settings, StandardOpenOption.APPEND);
    Files.writeString(
        folder.resolve("p/pg_hba.conf"),
        "host replication all 127.0.0.1/32 trust\n",
        StandardOpenOption.APPEND);
    start(programs, folder, "p", PORT);
  }

  private static void start(Path programs, Path folder, String server, int port)
      throws IOException, InterruptedException {
    asPostgres(
        "%s/pg_ctl -D %s/%s -o '-p %d' -l %s/%s.log -w start"
            .formatted(programs, folder, server, port, folder, server));
  }

  private static void startStandby(Path programs, Path folder, int standby)
      throws IOException, InterruptedException {
    String server = "s" + standby;
    asPostgres(
        "%s/pg_basebackup -h 127.0.0.1 -p %d -D %s/%s -R -X stream"
            .formatted(programs, PORT, folder, server));
    asPostgres(
        "sed -i \"s/^primary_conninfo = '/&application_name=%s /\" %s/%s/postgresql.auto.conf"
            .formatted(server, folder, server));
    start(programs, folder, server, PORT + standby);
  }

  private static void requireQuorum(Path folder) throws IOException, InterruptedException {
    query("alter system set synchronous_standby_names='ANY 1 (s1,s2)'");
    query("select pg_reload_conf()");
    String table =
        "create table votes(voter bytea primary key, block bytea);"
            + "alter table votes alter block set storage external";
    query(table);
    String quorum = query("select count(*) from pg_stat_replication where sync_state='quorum'");
    for (int tries = 0; !quorum.strip().equals("2"); tries++) {
      if (tries == 100) {
        throw new IOException("the standbys in " + folder + " are no quorum: " + quorum);
      }
      Thread.sleep(100);
      quorum = query("select count(*) from pg_stat_replication where sync_state='quorum'");
    }
  }

  private static String query(String sql) throws IOException, InterruptedException {
    return Subprocess.run(
        List.of("psql", "-h", "127.0.0.1", "-p", "" + PORT, "-U", "postgres", "-qAt", "-c", sql));
  }

  private static List<Rate> load(Path folder, Duration warmUp, Duration run)
      throws IOException, InterruptedException {
    byte[] block = new byte[BLOCK_BYTES];
    new Random(1).nextBytes(block);
    List<Rate> rates = new ArrayList<>();
    for (int[] load : new int[][] {{64, 1}, {1, 100}, {8, 100}}) {
      int clients = load[0];
      int rows = load[1];
      Path script = folder.resolve("insert-" + rows + ".sql");
      String insert =
          "insert into votes select uuid_send(gen_random_uuid()), '\\x%s'::bytea from generate_series(1,%d) on conflict do nothing;"
              .formatted(HexFormat.of().formatHex(block), rows);
      Files.writeString(script, insert);
      pgbench(script, clients, warmUp);
      rates.add(
          new Rate(
              "%d clients, %d rows each".formatted(clients, rows),
              pgbench(script, clients, run) * rows));
    }
    return rates;
  }

  private static double pgbench(Path script, int clients, Duration run)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("pgbench", "-h", "127.0.0.1", "-n"));
    command.addAll(List.of("-p", "" + PORT, "-U", "postgres", "-M", "prepared", "-j", "2"));
    command.addAll(List.of("-c", "" + clients, "-T", "" + run.toSeconds()));
    command.addAll(List.of("-f", script.toString(), "postgres"));
    Matcher tps = TPS.matcher(Subprocess.run(command));
    if (!tps.find()) {
      throw new IOException("pgbench printed no rate");
    }
    return Double.parseDouble(tps.group(1));
  }

  private static void stop(Path programs, Path folder, String server) throws InterruptedException {
    try {
      asPostgres("%s/pg_ctl -D %s/%s -m fast -w stop".formatted(programs, folder, server));
    } catch (IOException e) {
      System.err.println("PostgreSQL server " + server + " did not stop: " + e.getMessage());
    }
  }
}
