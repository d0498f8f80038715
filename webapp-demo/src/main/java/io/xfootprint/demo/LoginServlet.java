// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.demo;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** Checks a user name and password. By far most of it is CPU time. */
public final class LoginServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private static final Map<String, PasswordHash> ACCOUNTS =
      Map.of(
          "ada",
          PasswordHash.ofHex(
              "9f1c6a3e57b2480dd4e8017ac35b962f",
              "adb66ccfd1028f2a0e22be7d196cfbc80db0c6b49d4402a60921daa477dd1cc9"));

  /** Checked for unknown users, so that the time taken does not tell which users exist. */
  private static final PasswordHash NOBODY =
      PasswordHash.ofHex("00000000000000000000000000000000", "00".repeat(32));

  private record Answer(boolean ok, String message) {}

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String user = request.getParameter("user");
    String password = request.getParameter("password");
    if (user == null || password == null) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST, "Send user and password");
      return;
    }
    if (ACCOUNTS.getOrDefault(user, NOBODY).matches(password)) {
      Json.send(response, HttpServletResponse.SC_OK, new Answer(true, "Welcome, " + user));
    } else {
      Json.send(
          response,
          HttpServletResponse.SC_UNAUTHORIZED,
          new Answer(false, "Unknown user or wrong password"));
    }
  }
}
