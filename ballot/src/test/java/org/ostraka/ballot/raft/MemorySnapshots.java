package org.ostraka.ballot.raft;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.ostraka.ballot.LogIndex;
import org.ostraka.ballot.box.MemoryBoxStore;
import org.ostraka.ballot.box.SnapshotStore;

/**
 * Copies of tables in memory: the directory holds the copy's number, and filling that must arrive
 * unaltered, longer than one part of a transfer.
 */
record MemorySnapshots(MemoryBoxStore store, AtomicInteger installed) implements SnapshotStore {
  private static final Map<Integer, MemoryBoxStore> COPIES = new ConcurrentHashMap<>();
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final int FILLING = 2_500_000;

  @Override
  public LogIndex checkpoint(Path directory) throws IOException {
    int number = NUMBERS.incrementAndGet();
    MemoryBoxStore copy = store.checkpoint();
    COPIES.put(number, copy);
    Files.createDirectory(directory);
    Files.writeString(directory.resolve("number"), Integer.toString(number));
    Files.write(directory.resolve("filling.sst"), filling(number));
    Files.createFile(directory.resolve("empty"));
    return copy.applied();
  }

  @Override
  public LogIndex replaceWith(Path directory) throws IOException {
    int number =
        Integer.parseInt(Files.readString(directory.resolve("number"), StandardCharsets.US_ASCII));
    byte[] arrived = Files.readAllBytes(directory.resolve("filling.sst"));
    if (!Arrays.equals(arrived, filling(number)) || !Files.exists(directory.resolve("empty"))) {
      throw new IOException("the copy was altered on its way");
    }
    store.replaceWith(Objects.requireNonNull(COPIES.get(number)));
    installed.incrementAndGet();
    return store.applied();
  }

  private static byte[] filling(int number) {
    byte[] filling = new byte[FILLING];
    new Random(number).nextBytes(filling);
    return filling;
  }
}
