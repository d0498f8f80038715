// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.handlers;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What a test's servlet does with a request. */
@FunctionalInterface
public interface Handler {

  void handle(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException;
}
