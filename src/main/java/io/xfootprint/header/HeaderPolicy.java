// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.header;

import io.xfootprint.settings.Expose;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Decides who is told what a request cost. */
public final class HeaderPolicy {

  /** Request header that carries the secret of those who are trusted. */
  public static final String KEY_HEADER = "X-Footprint-Key";

  private final Expose expose;
  private final byte[] secret;

  /**
   * Creates a policy.
   *
   * @param secret what requests must bring along, if only trusted clients are told
   */
  public HeaderPolicy(Expose expose, String secret) {
    this.expose = expose;
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  /** Tells whether any answer may carry our headers. */
  public boolean possible() {
    return expose != Expose.NEVER;
  }

  /** Tells whether the answer depends on a request header, which caches must know. */
  public boolean varies() {
    return expose == Expose.TRUSTED;
  }

  /** Tells whether the answer to this request carries our headers. */
  public boolean allows(HttpServletRequest request) {
    return switch (expose) {
      case ALWAYS -> true;
      case NEVER -> false;
      case TRUSTED -> {
        String key = request.getHeader(KEY_HEADER);
        // In constant time, so that the time of an answer does not tell how much of a guess fits.
        yield key != null && MessageDigest.isEqual(secret, key.getBytes(StandardCharsets.UTF_8));
      }
    };
  }
}
