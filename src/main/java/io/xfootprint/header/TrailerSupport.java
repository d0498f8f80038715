// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.header;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The question whether a client takes fields after the body of its answer.
 *
 * <p>RFC 9110, section 6.5.1, lets a server send them only where that is known: {@code TE:
 * trailers}, over HTTP/1.1 or newer. No container checks it: Jetty, Tomcat and Undertow send
 * trailers to any client.
 */
public final class TrailerSupport {

  private static final String TE = "TE";
  private static final String TRAILERS = "trailers";
  private static final String FIRST_PROTOCOL_WITH_TRAILERS = "HTTP/1.1";

  /** A weight of RFC 9110 that is not 0, as {@code trailers;q=0} refuses them. */
  private static final Pattern SOME_WEIGHT =
      Pattern.compile("[qQ]=(0\\.[0-9]{0,2}[1-9][0-9]{0,2}|1(\\.0{0,3})?)");

  private TrailerSupport() {}

  /** Returns whether the answer to a request may have a trailer. */
  public static boolean isAccepted(HttpServletRequest request) {
    // First what most requests lack: the rest costs more than this.
    return request.getHeader(TE) != null
        && isNewEnough(request.getProtocol())
        && !"HEAD".equals(request.getMethod())
        && accepts(request.getHeaders(TE))
        // Jetty then sends neither a length nor chunks, but with a trailer it would send chunks.
        && !ConnectionHeader.hasClose(Collections.list(request.getHeaders(ConnectionHeader.FIELD)));
  }

  private static boolean isNewEnough(@Nullable String protocol) {
    // As text, HTTP/1.0 < HTTP/1.1 < HTTP/2.0 < HTTP/3.0.
    return protocol != null && protocol.compareTo(FIRST_PROTOCOL_WITH_TRAILERS) >= 0;
  }

  /** Returns whether any of the fields {@code TE} names trailers with a weight above 0. */
  static boolean accepts(Enumeration<String> fields) {
    while (fields.hasMoreElements()) {
      for (String coding : HeaderFields.split(fields.nextElement(), ',')) {
        if (isTrailers(HeaderFields.split(coding, ';'))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isTrailers(List<String> nameAndParameters) {
    return !nameAndParameters.isEmpty()
        && nameAndParameters.get(0).equalsIgnoreCase(TRAILERS)
        && nameAndParameters.stream()
            .skip(1)
            .map(parameter -> parameter.replaceAll("\\s", ""))
            .filter(parameter -> parameter.regionMatches(true, 0, "q=", 0, 2))
            .allMatch(weight -> SOME_WEIGHT.matcher(weight).matches());
  }
}
