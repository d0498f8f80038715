// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.data;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes of bytes by SHA-256, in hexadecimal. */
public final class Sha256 {

  private Sha256() {}

  /** Returns the hash in 64 digits. */
  public static String of(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
