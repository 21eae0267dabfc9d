package org.ostraka.bench.ballot;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.PutOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.ostraka.bench.Subprocess;

/** Three members of etcd: a transaction puts the ballot if its key has no version yet. */
final class Etcd implements Rival {
  private static final int CLIENTS = 512;
  private static final int FIRST_PORT = 23790;

  private final LongAdder kept = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final AtomicBoolean stop = new AtomicBoolean();

  @Override
  public String name() {
    return "etcd, three members";
  }

  @Override
  public Optional<String> missingPackage() {
    return Subprocess.find("etcd").isPresent() ? Optional.empty() : Optional.of("etcd-server");
  }

  @Override
  public List<Rate> measure(Path folder, Duration warmUp, Duration run)
      throws IOException, InterruptedException {
    List<Subprocess> members = new ArrayList<>();
    try {
      for (int member = 1; member <= 3; member++) {
        members.add(start(folder, member));
      }
      return List.of(new Rate(CLIENTS + " clients, one put each", load(warmUp, run)));
    } finally {
      members.forEach(Subprocess::close);
    }
  }

  private static String clientUrl(int member) {
    return "http://127.0.0.1:" + (FIRST_PORT + member);
  }

  private static String peerUrl(int member) {
    return "http://127.0.0.1:" + (FIRST_PORT + 10 + member);
  }

  private static Subprocess start(Path folder, int member) throws IOException {
    Path data = Files.createDirectories(folder.resolve("n" + member));
    String cluster = "n1=%s,n2=%s,n3=%s".formatted(peerUrl(1), peerUrl(2), peerUrl(3));
    List<String> command = new ArrayList<>(List.of("etcd", "--name", "n" + member));
    command.addAll(List.of("--data-dir", data.toString()));
    command.addAll(List.of("--listen-client-urls", clientUrl(member)));
    command.addAll(List.of("--advertise-client-urls", clientUrl(member)));
    command.addAll(List.of("--listen-peer-urls", peerUrl(member)));
    command.addAll(List.of("--initial-advertise-peer-urls", peerUrl(member)));
    command.addAll(List.of("--initial-cluster", cluster, "--initial-cluster-state", "new"));
    command.addAll(List.of("--quota-backend-bytes", "8589934592"));
    return Subprocess.start(command, folder, folder.resolve("n" + member + ".log"));
  }

  private double load(Duration warmUp, Duration run) throws InterruptedException {
    String[] endpoints = {clientUrl(1), clientUrl(2), clientUrl(3)};
    try (Client client = Client.builder().endpoints(endpoints).build();
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      KV keys = client.getKVClient();
      for (int i = 0; i < CLIENTS; i++) {
        Random random = new Random(i);
        clients.execute(() -> putUntilStopped(keys, random));
      }
      Thread.sleep(warmUp);
      long before = kept.sum();
      long started = System.nanoTime();
      Thread.sleep(run);
      double rate = (kept.sum() - before) / ((System.nanoTime() - started) / 1e9);
      stop.set(true);
      return rate;
    }
  }

  private void putUntilStopped(KV keys, Random random) {
    byte[] block = new byte[BLOCK_BYTES];
    random.nextBytes(block);
    ByteSequence value = ByteSequence.from(block);
    while (!stop.get()) {
      put(keys, random, value);
    }
  }

  private void put(KV keys, Random random, ByteSequence value) {
    byte[] voter = new byte[16];
    random.nextBytes(voter);
    ByteSequence key = ByteSequence.from(voter);
    try {
      Cmp absent = new Cmp(key, Cmp.Op.EQUAL, CmpTarget.version(0));
      boolean put =
          keys.txn()
              .If(absent)
              .Then(Op.put(key, value, PutOption.DEFAULT))
              .commit()
              .get(30, TimeUnit.SECONDS)
              .isSucceeded();
      (put ? kept : failed).increment();
    } catch (ExecutionException | TimeoutException e) {
      failed.increment();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop.set(true);
    }
  }
}
