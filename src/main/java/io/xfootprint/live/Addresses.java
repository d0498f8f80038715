// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.live;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Addresses below the base address of a service. */
final class Addresses {

  private Addresses() {}

  /**
   * Returns an address.
   *
   * @param base with or without a slash at its end
   * @param path with a slash at its beginning
   * @param parameters names and values in turn, which may hold any character
   */
  static URI of(URI base, String path, String... parameters) {
    StringBuilder address = new StringBuilder(base.toString().replaceFirst("/+$", "")).append(path);
    for (int i = 0; i < parameters.length; i += 2) {
      address
          .append(i == 0 ? '?' : '&')
          .append(parameters[i])
          .append('=')
          .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    return URI.create(address.toString());
  }
}
