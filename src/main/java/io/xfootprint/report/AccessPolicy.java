// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.settings.ReportSettings;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Who may see the report. Immutable and safe for use by many threads. */
final class AccessPolicy {

  private static final String OTHERS = "This report is shown to users in a certain role only.";

  private final ReportSettings settings;

  AccessPolicy(ReportSettings settings) {
    this.settings = settings;
  }

  /**
   * What is to be done with one.
   *
   * @param isAdmitted whether he may see the report
   * @param refusal why not; empty if he may, or if the container has answered by asking who he is
   */
  record Verdict(boolean isAdmitted, Optional<String> refusal) {

    static final Verdict ADMITTED = new Verdict(true, Optional.empty());
    private static final Verdict ASKED = new Verdict(false, Optional.empty());

    private static Verdict of(boolean isAdmitted, String refusal) {
      return isAdmitted ? ADMITTED : new Verdict(false, Optional.of(refusal));
    }
  }

  Verdict judge(HttpServletRequest request, HttpServletResponse response) throws IOException {
    return switch (settings.access()) {
      case OPEN -> Verdict.ADMITTED;
      case CLOSED -> Verdict.of(false, "This report is closed.");
      case LOOPBACK ->
          Verdict.of(
              SameMachine.hasSent(request),
              "This report is shown to requests from the same machine only, without a proxy"
                  + " between, and where nothing replaces their address by that of a header.");
      case ROLE ->
          isKnown(request, response)
              ? Verdict.of(request.isUserInRole(settings.role()), OTHERS)
              : Verdict.ASKED;
    };
  }

  /**
   * Has the container ask who it is, unless it knows. Where the application has no way to log in
   * nobody is in a role.
   */
  private static boolean isKnown(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      return request.getUserPrincipal() != null || request.authenticate(response);
    } catch (ServletException | UnsupportedOperationException | IllegalStateException e) {
      return true;
    }
  }
}
