package org.ostraka.ballot.store;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.ostraka.ballot.box.BoxStore;
import org.ostraka.ballot.box.BoxStoreContract;
import org.ostraka.base.FileDisk;

/** The store on disk keeps the contract of every box store. */
final class ReplicatedStoreTest extends BoxStoreContract {
  @TempDir Path home;

  @Override
  protected BoxStore create() throws IOException {
    return ReplicatedStore.open(new FileDisk(), home, StoreOptions.DEFAULT);
  }

  @Override
  protected BoxStore reopened(BoxStore store) throws IOException {
    store.close();
    return create();
  }
}
