// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.header;

import io.xfootprint.settings.Expose;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The rule that decides which clients may see what their request cost: the setting {@code expose}.
 *
 * <p>CPU time and bytes can reveal more than the time of an answer does, as no network adds noise:
 * whether a user exists, or how long a hidden text is. Where that matters, {@code trusted} shows
 * them to clients with a secret only. An address is not believed, as behind a proxy all requests
 * come from the same one. Immutable and safe for use by many threads.
 */
public final class HeaderPolicy {

  /** Request header that carries the secret of trusted clients. */
  public static final String KEY_HEADER = "X-Footprint-Key";

  private final Expose expose;
  private final byte[] secret;

  /**
   * Creates a policy.
   *
   * @param secret value that {@link #KEY_HEADER} must have where only trusted clients may see the
   *     cost; ASCII by rule of its setting, as clients and containers do not agree on how a header
   *     carries other characters. Else it is not used, and may be empty
   */
  public HeaderPolicy(Expose expose, String secret) {
    this.expose = expose;
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns whether any answer may carry our headers; if none, no response has to be wrapped. */
  public boolean exposesAny() {
    return expose != Expose.NEVER;
  }

  /** Returns whether the answer depends on a request header, which {@code Vary} tells caches. */
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
        // In constant time, so that the time of an answer does not reveal how many characters of a
        // guess are right.
        yield key != null && MessageDigest.isEqual(secret, key.getBytes(StandardCharsets.UTF_8));
      }
    };
  }
}
