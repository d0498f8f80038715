// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.header.HeaderPolicy;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request whose header {@code X-Footprint-Key}, the secret of trusted clients, cannot be seen. An
 * application that sends its headers on, as a proxy does, or echoes them, as TRACE does, would give
 * it away.
 *
 * <p>It is hidden from all that comes behind our filter, in excluded requests too.
 */
class KeylessRequest extends HttpServletRequestWrapper {

  KeylessRequest(HttpServletRequest request) {
    super(request);
  }

  /** Returns a request without the secret: the given one, unwrapped, if it has none. */
  static HttpServletRequest of(HttpServletRequest request) {
    return request.getHeader(HeaderPolicy.KEY_HEADER) == null
        ? request
        : new KeylessRequest(request);
  }

  private static boolean isKey(String name) {
    return HeaderPolicy.KEY_HEADER.equalsIgnoreCase(name);
  }

  @Override
  public @Nullable String getHeader(String name) {
    return isKey(name) ? null : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return isKey(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    Enumeration<String> all = super.getHeaderNames();
    // Null is allowed: some containers give no access to the names.
    if (all == null || super.getHeader(HeaderPolicy.KEY_HEADER) == null) {
      return all;
    }
    List<String> others = new ArrayList<>(Collections.list(all));
    others.removeIf(KeylessRequest::isKey);
    return Collections.enumeration(others);
  }

  @Override
  public int getIntHeader(String name) {
    return isKey(name) ? -1 : super.getIntHeader(name);
  }

  @Override
  public long getDateHeader(String name) {
    return isKey(name) ? -1 : super.getDateHeader(name);
  }
}
