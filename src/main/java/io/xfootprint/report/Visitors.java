// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ReportSettings;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who may see the report. Immutable and safe for use by many threads. */
final class Visitors {

  /**
   * What proxies and networks of caches add to requests that come from elsewhere, in small letters.
   */
  private static final Pattern OF_PROXIES =
      Pattern.compile(
          "x-forwarded.*|forwarded|via|cdn-loop|x-original-.*|x-envoy-.*|x-proxyuser-ip"
              + "|(.*-)?(real|client|connecting|remote|source)-?ip|true-client.*");

  private static final String OTHERS = "This report is shown to users in a certain role only.";

  private final ReportSettings settings;

  Visitors(ReportSettings settings) {
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
              isFromThisMachine(request),
              "This report is shown to requests from the same machine only, without a proxy"
                  + " between.");
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

  /**
   * Looks at the address, at what proxies add, and at the name: a page of another site can have its
   * own name point to this machine, and would read the report in its visitor's browser. HTTP/1.0 is
   * what proxies speak that add nothing, and browsers do not.
   */
  static boolean isFromThisMachine(HttpServletRequest wrapped) {
    HttpServletRequest request = ofContainer(wrapped);
    return Collections.list(request.getHeaderNames()).stream()
            .noneMatch(name -> OF_PROXIES.matcher(name.toLowerCase(Locale.ROOT)).matches())
        && !request.getProtocol().equals("HTTP/1.0")
        && isLoopback(request.getRemoteAddr())
        && (request.getServerName().equalsIgnoreCase("localhost")
            || isLoopback(request.getServerName()));
  }

  /** Filters hide what proxies add, and put what it says in the place of the address. */
  private static HttpServletRequest ofContainer(HttpServletRequest request) {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) {
      inner = wrapper.getRequest();
    }
    return inner instanceof HttpServletRequest found ? found : request;
  }

  /** Asks no server of names: only what is an address by itself can be one. */
  private static boolean isLoopback(String address) {
    String bare = address.replaceAll("^\\[|\\]$|%.*$", "");
    if (!bare.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      return false;
    }
    try {
      return InetAddress.getByName(bare).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
