// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.settings.ReportAccess;
import io.xfootprint.settings.ReportSettings;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Who may see the report. It names routes, hosts and places of the application, so by default
 * nobody does. Immutable and safe for use by many threads.
 */
final class AccessPolicy {

  private final ReportSettings settings;

  AccessPolicy(ReportSettings settings) {
    this.settings = settings;
  }

  /**
   * Has the container ask for a login if a role is needed and the user is not known yet.
   *
   * @return whether it has asked, and so answered
   */
  boolean hasAsked(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (settings.access() != ReportAccess.ROLE) {
      return false;
    }
    try {
      return request.getUserPrincipal() == null && !request.authenticate(response);
    } catch (ServletException | UnsupportedOperationException | IllegalStateException e) {
      // Where the application has no way to log in, nobody is in a role.
      return false;
    }
  }

  /** Returns why the report is not shown to a request; empty if it is. */
  Optional<String> refusal(HttpServletRequest request) {
    return switch (settings.access()) {
      case OPEN -> Optional.empty();
      case CLOSED -> Optional.of("This report is closed.");
      case LOOPBACK ->
          unless(
              SameMachine.hasSent(request),
              "This report is shown to requests from the same machine only, without a proxy"
                  + " between, and where nothing replaces their address by that of a header.");
      case ROLE ->
          unless(
              request.isUserInRole(settings.role()),
              "This report is shown to users in a certain role only.");
    };
  }

  private static Optional<String> unless(boolean isAdmitted, String refusal) {
    return isAdmitted ? Optional.empty() : Optional.of(refusal);
  }
}
