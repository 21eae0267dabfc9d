package org.ostraka.ballot.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/** Whether a file system takes writes that pass its cache by (O_DIRECT); not every one does. */
final class DirectWrites {
  private DirectWrites() {}

  /** Tries it, with a file that is gone again; makes the directory if need be. */
  static boolean workIn(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path trial = directory.resolve("direct.trial");
    try (EnvOptions how = new EnvOptions().setUseDirectWrites(true);
        Options options = new Options();
        SstFileWriter writer = new SstFileWriter(how, options)) {
      writer.open(trial.toString());
      return true;
    } catch (RocksDBException _) {
      return false;
    } finally {
      Files.deleteIfExists(trial);
    }
  }
}
