package org.ostraka.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ostraka.base.Digest;

/** The tree against BEP 52's rule, computed here by its plain definition. */
class MerkleTreeTest {
  private static final int BLOCK = 16 * 1024;
  private static final int FRAGMENT = 64 * 1024;

  static LongStream sizes() {
    return LongStream.of(
        0,
        1,
        BLOCK - 1,
        BLOCK,
        BLOCK + 1,
        2 * BLOCK,
        3 * BLOCK,
        40_000,
        FRAGMENT - 1,
        FRAGMENT,
        FRAGMENT + 1,
        2 * FRAGMENT - 1,
        2 * FRAGMENT,
        3 * FRAGMENT,
        3 * FRAGMENT + BLOCK,
        5 * FRAGMENT + 3 * BLOCK + 7,
        8 * FRAGMENT,
        9 * FRAGMENT + 1,
        13 * FRAGMENT - 5);
  }

  private static byte[] content(long size) {
    byte[] content = new byte[(int) size];
    new Random(size).nextBytes(content);
    return content;
  }

  /** BEP 52: leaves of 16 KiB blocks, as many zero leaves as make a power of two, then pairs. */
  private static Digest plainRoot(byte[] content) {
    List<byte[]> level = new ArrayList<>();
    for (int at = 0; at < content.length; at += BLOCK) {
      byte[] block = Arrays.copyOfRange(content, at, Math.min(at + BLOCK, content.length));
      level.add(Digest.sha256().digest(block));
    }
    while (level.isEmpty() || Integer.bitCount(level.size()) != 1) {
      level.add(new byte[32]);
    }
    while (level.size() > 1) {
      List<byte[]> above = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        byte[] pair = Arrays.copyOf(level.get(i), 64);
        System.arraycopy(level.get(i + 1), 0, pair, 32, 32);
        above.add(Digest.sha256().digest(pair));
      }
      level = above;
    }
    return Digest.wrap(level.getFirst());
  }

  private record Built(FileKey key, MerkleTree tree) {}

  private static Built build(byte[] content, int exponent) throws IOException {
    FileKey shape = new FileKey(MerkleTree.ZERO, content.length, new FragmentSize(exponent));
    MemoryNodes nodes = new MemoryNodes();
    MerkleTree tree = new MerkleTree(shape, nodes);
    for (int block = 0; block < shape.blocks(); block++) {
      int at = block * BLOCK;
      tree.putLeaf(block, Digest.of(content, at, Math.min(BLOCK, content.length - at)));
    }
    Digest root = tree.complete();
    assertThat((long) nodes.size()).isEqualTo(content.length == 0 ? 0 : MerkleTree.nodes(shape));
    return new Built(new FileKey(root, content.length, shape.fragmentSize()), tree);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void theRootIsThatOfThePlainDefinition(long size) throws IOException {
    byte[] content = content(size);

    assertThat(build(content, 16).key().root()).isEqualTo(plainRoot(content));
    assertThat(build(content, 17).key().root()).isEqualTo(plainRoot(content));
    assertThat(build(content, 24).key().root()).isEqualTo(plainRoot(content));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void everyFragmentHasAProofAndAProofOfOneBitLessIsNone(long size) throws IOException {
    Built built = build(content(size), 16);
    for (int fragment = 0; fragment < built.key().fragments(); fragment++) {
      Proof proof = built.tree().proof(fragment);
      assertThat(proof.verifies(built.key())).isTrue();
      for (int i = 0; i < proof.leaves().size(); i++) {
        assertThat(withLeaf(proof, i, flipped(proof.leaves().get(i))).verifies(built.key()))
            .isFalse();
      }
      assertThat(new Proof(fragment + 1, proof.leaves(), proof.uncles()).verifies(built.key()))
          .isFalse();
    }
  }

  private static Digest flipped(Digest digest) {
    byte[] bytes = digest.toBytes();
    bytes[31] ^= 1;
    return Digest.wrap(bytes);
  }

  private static Proof withLeaf(Proof proof, int index, Digest leaf) {
    List<Digest> leaves = new ArrayList<>(proof.leaves());
    leaves.set(index, leaf);
    return new Proof(proof.fragment(), leaves, proof.uncles());
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void whoLearnedAFragmentFromAProofCanProveItToOthers(long size) throws IOException {
    Built built = build(content(size), 16);
    MerkleTree learned = new MerkleTree(built.key(), new MemoryNodes());
    for (int fragment = 0; fragment < built.key().fragments(); fragment += 3) {
      learned.adopt(built.tree().proof(fragment));
    }
    for (int fragment = 0; fragment < built.key().fragments(); fragment += 3) {
      assertThat(learned.proof(fragment)).isEqualTo(built.tree().proof(fragment));
    }
  }

  @Test
  void aProofOfAnotherSizeIsNone() throws IOException {
    Built built = build(content(5 * FRAGMENT), 16);
    FileKey longer = new FileKey(built.key().root(), 5L * FRAGMENT + 1, new FragmentSize(16));
    FileKey coarser = new FileKey(built.key().root(), 5L * FRAGMENT, new FragmentSize(17));

    assertThat(built.tree().proof(0).verifies(coarser)).isFalse();
    assertThat(built.tree().proof(4).verifies(longer)).isTrue();
    assertThat(provable(built, longer, 5)).isFalse();
  }

  /** Whether any proof of the true tree passes for a fragment of the false key. */
  private static boolean provable(Built built, FileKey falseKey, int fragment) throws IOException {
    for (int i = 0; i < built.key().fragments(); i++) {
      Proof proof = built.tree().proof(i);
      Proof moved = new Proof(fragment, proof.leaves().subList(0, 1), proof.uncles());
      if (moved.verifies(falseKey)) {
        return true;
      }
    }
    return false;
  }
}
