// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.demo;

import jakarta.servlet.http.HttpServletRequest;

/** The id in paths such as {@code /orders/1001}. */
final class PathId {
  private PathId() {}

  /** Returns what follows the servlet path, without the slash; empty if nothing follows. */
  static String of(HttpServletRequest request) {
    String path = request.getPathInfo();
    return path == null ? "" : path.substring(1);
  }
}
