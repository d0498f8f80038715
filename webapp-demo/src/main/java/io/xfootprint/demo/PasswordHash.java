// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.demo;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A password as it is stored: salted and stretched by 60,000 rounds, so that guessing is dear. */
record PasswordHash(byte[] salt, byte[] hash) {
  private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
  private static final int ROUNDS = 60_000;
  private static final int BITS = 256;

  static PasswordHash ofHex(String salt, String hash) {
    return new PasswordHash(HexFormat.of().parseHex(salt), HexFormat.of().parseHex(hash));
  }

  /** Costs the same for a right and for a wrong password. */
  boolean matches(String password) {
    var spec = new PBEKeySpec(password.toCharArray(), salt, ROUNDS, BITS);
    try {
      byte[] found = SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
      return MessageDigest.isEqual(hash, found);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is part of every JDK", e);
    } finally {
      spec.clearPassword();
    }
  }
}
