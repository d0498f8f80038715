// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.header;

import io.xfootprint.settings.Expose;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The rule that decides which clients may see what their request cost. */
public final class HeaderPolicy {

  /** Request header that carries the secret of trusted clients. */
  public static final String KEY_HEADER = "X-Footprint-Key";

  private final Expose expose;
  private final byte[] secret;

  /**
   * Creates a policy.
   *
   * @param secret what requests must carry, if only trusted clients may see it
   */
  public HeaderPolicy(Expose expose, String secret) {
    this.expose = expose;
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns whether any answer may carry our headers. */
  public boolean possible() {
    return expose != Expose.NEVER;
  }

  /** Returns whether the answer depends on a request header, which caches must know. */
  public boolean varies() {
    return expose == Expose.TRUSTED;
  }

  /** Returns whether the answer to this request carries our headers. */
  public boolean allows(HttpServletRequest request) {
    return switch (expose) {
      case ALWAYS -> true;
      case NEVER -> false;
      case TRUSTED -> {
        String key = request.getHeader(KEY_HEADER);
        // In constant time, so that the time of an answer does not reveal how much of a guess fits.
        yield key != null && MessageDigest.isEqual(secret, key.getBytes(StandardCharsets.UTF_8));
      }
    };
  }
}
