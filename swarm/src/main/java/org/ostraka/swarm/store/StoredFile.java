package org.ostraka.swarm.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import org.ostraka.base.AtomicFiles;
import org.ostraka.base.Digest;
import org.ostraka.base.Disk;
import org.ostraka.base.FileDisk;
import org.ostraka.swarm.FileKey;
import org.ostraka.swarm.Holdings;
import org.ostraka.swarm.MerkleTree;
import org.ostraka.swarm.Proof;
import org.ostraka.swarm.Run;

/**
 * One file of the library, open. Blocks may be read and written by any thread; {@link #hold},
 * {@link #makeDurable} and {@link #finish} by one at a time.
 *
 * <pre>
 * entry/
 *   about     link, place, state
 *   tree      the Merkle tree's nodes
 *   held      which fragments are on disk
 *   sources   which peer each fragment came from
 * </pre>
 */
public final class StoredFile implements Closeable {
  private static final int MAX_NAME = 255;

  private final Path entry;
  private final FileKey key;
  private final TreeFile nodes;
  private final MerkleTree tree;
  private final HeldFile held;
  private final SourceLog sources;
  private final Content content;
  private final BitSet now;
  private final BitSet undurable = new BitSet();
  private volatile About about;

  StoredFile(Path entry, About about, Content.Opener opener) throws IOException {
    this.entry = entry;
    this.about = about;
    this.key = about.link().key();
    this.nodes = new TreeFile(entry.resolve("tree"));
    this.tree = new MerkleTree(key, nodes);
    this.held = new HeldFile(entry.resolve("held"), key.fragments());
    this.sources = new SourceLog(entry.resolve("sources"));
    Path file = about.complete() ? about.content() : partial(about);
    this.content = opener.open(file, !about.complete());
    this.now = about.complete() ? everything() : recovered();
  }

  private BitSet everything() {
    BitSet all = new BitSet(key.fragments());
    all.set(0, key.fragments());
    return all;
  }

  /** The name of a file on its way, beside its place: so the last step is only a rename. */
  static Path partial(About about) {
    Path place = about.content().toAbsolutePath();
    String name = ".%s.%s.part".formatted(place.getFileName(), about.link().key().root());
    String tail = name.substring(Math.max(0, name.length() - MAX_NAME / 2));
    return place.resolveSibling(tail.startsWith(".") ? tail : "." + tail);
  }

  /** What a killed process had written is compared with the tree; only what differs is lost. */
  private BitSet recovered() throws IOException {
    BitSet good = held.durable();
    BitSet doubtful = held.doubtful();
    for (int fragment : doubtful.stream().toArray()) {
      if (matches(fragment)) {
        good.set(fragment);
        undurable.set(fragment);
      } else {
        held.spoiled(fragment);
      }
    }
    return good;
  }

  /**
   * Whether the fragment's bytes on disk are those of the tree, and the tree's those of the root.
   */
  private boolean matches(int fragment) throws IOException {
    ByteBuffer octets = ByteBuffer.allocate(key.bytesOf(fragment));
    content.read(key.offsetOf(fragment), octets);
    List<Digest> digests = BlockHasher.digests(octets.clear());
    return digests.equals(tree.leaves(fragment)) && tree.proof(fragment).verifies(key);
  }

  public About about() {
    return about;
  }

  public FileKey key() {
    return key;
  }

  /** What may be served. */
  public synchronized Holdings holdings() {
    return Holdings.of(key.fragments(), now);
  }

  /** Whether a fragment may be served. */
  public synchronized boolean holds(int fragment) {
    return now.get(fragment);
  }

  /** Reads blocks of a fragment that is held. */
  public void read(Run run, ByteBuffer target) throws IOException {
    ByteBuffer part = target.slice(target.position(), run.bytes(key));
    content.read(run.offset(key), part);
    target.position(target.position() + part.position());
  }

  /** Writes blocks that have been compared with their leaves. */
  public void write(Run run, ByteBuffer octets) throws IOException {
    content.write(run.offset(key), octets);
  }

  /** The proof of a fragment that is held. */
  public Proof proof(int fragment) throws IOException {
    return tree.proof(fragment);
  }

  /**
   * All blocks of a fragment have been written: it is held from now on. Survives the end of the
   * process; the end of the machine only after {@link #makeDurable}.
   */
  public void hold(Proof proof, String peer) throws IOException {
    tree.adopt(proof);
    sources.add(proof.fragment(), peer);
    synchronized (this) {
      held.wrote(proof.fragment());
      now.set(proof.fragment());
      undurable.set(proof.fragment());
    }
  }

  /** Which peer each fragment came from. */
  public SourceLog sources() {
    return sources;
  }

  /** Makes durable what has been held since the last call. */
  public void makeDurable() throws IOException {
    BitSet fragments;
    synchronized (this) {
      if (undurable.isEmpty()) {
        return;
      }
      fragments = (BitSet) undurable.clone();
      undurable.clear();
    }
    // First the content and the nodes, then the note that says so.
    content.force();
    nodes.force();
    synchronized (this) {
      held.madeDurable(fragments);
    }
  }

  /**
   * Puts the complete file in its place, durably and in one step, and never over another file.
   *
   * @param clock the time that no file's time may be ahead of
   * @return where it is
   */
  public Path finish(Instant clock) throws IOException {
    makeDurable();
    Path partial = partial(about);
    giveTime(partial, clock);
    Path place = putInPlace(partial, about.content());
    FileDisk disk = FileDisk.ownerOnly();
    about = new About(about.link(), place.toAbsolutePath(), true, Library.stamp(place));
    new AtomicFiles(disk).replace(entry.resolve("about"), about.encode());
    return place;
  }

  /**
   * Copies the complete file to a further place, in one step, and never over another file.
   *
   * @return where it is
   */
  public Path copyTo(Path wanted) throws IOException {
    Path partial = partial(new About(about.link(), wanted, false, ""));
    Files.copy(
        about.content(),
        partial,
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
    try (Disk.File copied = FileDisk.ownerOnly().open(partial)) {
      copied.force();
    }
    return putInPlace(partial, wanted);
  }

  private static Path putInPlace(Path partial, Path wanted) throws IOException {
    Path place = wanted;
    for (int copy = 2; !link(partial, place); copy++) {
      place = numbered(wanted, copy);
    }
    Files.deleteIfExists(partial);
    Path folder = place.toAbsolutePath().getParent();
    if (folder != null) {
      FileDisk.ownerOnly().forceDirectory(folder);
    }
    return place;
  }

  private void giveTime(Path file, Instant clock) throws IOException {
    if (about.link().modified().isPresent()) {
      Instant modified = Instant.ofEpochSecond(about.link().modified().getAsLong());
      if (!modified.isAfter(clock)) {
        Files.setLastModifiedTime(file, FileTime.from(modified));
      }
    }
  }

  /** Gives the file its name in one step; false if the name is taken. */
  private static boolean link(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
      return true;
    } catch (FileAlreadyExistsException _) {
      // A process that was killed right after this step finds its own work here.
      return Files.isSameFile(from, to);
    } catch (UnsupportedOperationException _) {
      if (Files.exists(to)) {
        return false;
      }
      Files.move(from, to);
      return true;
    }
  }

  private static Path numbered(Path place, int copy) {
    String name = String.valueOf(place.getFileName());
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String tail = dot > 0 ? name.substring(dot) : "";
    return place.resolveSibling("%s (%d)%s".formatted(stem, copy, tail));
  }

  @Override
  public void close() throws IOException {
    content.close();
    nodes.close();
    held.close();
    sources.close();
  }
}
