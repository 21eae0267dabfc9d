package org.ostraka.base.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.ostraka.base.Fault;
import org.ostraka.base.FaultKind;

/** Elliptic-curve keys: P-256 (FIPS 186-5), which every TLS 1.3 library has. */
final class Keys {
  static final String SIGNATURE = "SHA256withECDSA";

  private static final BigInteger P256_ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private Keys() {}

  static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  /** Reads PKCS#8. The fault has no cause, because a parser's message may show what it parsed. */
  static PrivateKey parse(byte[] pkcs8, Path file) throws Fault {
    try {
      return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (InvalidKeySpecException _) {
      throw Pem.PRIVATE_KEY.broken(file);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has elliptic curves", e);
    }
  }

  /** Reads a SubjectPublicKeyInfo that somebody sent. */
  static PublicKey parsePublic(byte[] encoded) throws Fault {
    try {
      PublicKey read = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
      if (read instanceof ECPublicKey key && key.getParams().getOrder().equals(P256_ORDER)) {
        return read;
      }
    } catch (InvalidKeySpecException _) {
      // Told below, as for a key on another curve.
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has elliptic curves", e);
    }
    throw Fault.of(FaultKind.INVALID_INPUT, "what was sent is no public key on the curve P-256");
  }

  /** Whether the two are halves of one pair: what one signs, the other verifies. */
  static boolean match(PrivateKey secret, PublicKey known) {
    byte[] message = "are these two halves of one pair?".getBytes(US_ASCII);
    try {
      Signature signer = Signature.getInstance(SIGNATURE);
      signer.initSign(secret);
      signer.update(message);
      Signature verifier = Signature.getInstance(SIGNATURE);
      verifier.initVerify(known);
      verifier.update(message);
      return verifier.verify(signer.sign());
    } catch (GeneralSecurityException _) {
      return false;
    }
  }
}
