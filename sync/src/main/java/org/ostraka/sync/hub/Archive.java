package org.ostraka.sync.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.ostraka.base.Fault;
import org.ostraka.sync.ChunkRef;
import org.ostraka.sync.FileEntry;
import org.ostraka.sync.Folder;
import org.ostraka.sync.LinkEntry;
import org.ostraka.sync.Node;

/**
 * A folder with all in it that one user may see, as one ZIP file. Symbolic links are left out: they
 * would lead elsewhere on another machine.
 */
public final class Archive {
  private final GuardedRepository repository;
  private final List<Item> items;

  Archive(GuardedRepository repository, List<Item> items) {
    this.repository = repository;
    this.items = items;
  }

  /**
   * Something in the folder.
   *
   * @param path from the folder, without a leading '/'
   */
  record Item(String path, Node node) {}

  /** Passes while the archive may go on being written. */
  @FunctionalInterface
  public interface Leave {
    void require() throws Fault;
  }

  /**
   * Writes it while it is made; the stream stays open.
   *
   * @param leave asked before each file
   */
  public void write(OutputStream out, Leave leave) throws IOException, Fault {
    ZipOutputStream zip = new ZipOutputStream(out, UTF_8);
    zip.setLevel(Deflater.BEST_SPEED);
    for (Item item : items) {
      leave.require();
      write(zip, item);
    }
    zip.finish();
  }

  private void write(ZipOutputStream zip, Item item) throws IOException, Fault {
    switch (item.node().entry()) {
      case Folder _ -> begin(zip, item.path() + "/", item.node().version());
      case FileEntry file -> {
        begin(zip, item.path(), file.modifiedMillis());
        for (ChunkRef chunk : file.content().chunks()) {
          zip.write(repository.chunk(chunk.digest()).content());
        }
      }
      case LinkEntry _ -> {
        return;
      }
    }
    zip.closeEntry();
  }

  private static void begin(ZipOutputStream zip, String path, long modifiedMillis)
      throws IOException {
    ZipEntry entry = new ZipEntry(path);
    entry.setLastModifiedTime(FileTime.fromMillis(modifiedMillis));
    zip.putNextEntry(entry);
  }
}
