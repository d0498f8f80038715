// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.data.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What is sent: a status, a media type, bytes, and what caches may do with them. Immutable and safe
 * for use by many threads.
 */
final class Representation {

  static final String HTML = "text/html;charset=utf-8";

  /** Nobody keeps the reason why there is nothing: it may be another one at once. */
  private static final String NOT_KEPT = "no-store";

  /** Asked for again each time, and not sent when it is still the same. */
  private static final String REVALIDATED = "private, no-cache";

  /** Digits of the hash in a tag: two bodies share one in 1 of 2^96 cases. */
  private static final int TAG_DIGITS = 24;

  private final int status;
  private final String type;
  private final byte[] body;
  private final String tag;
  private final String caching;

  private Representation(int status, String type, byte[] body, String tag, String caching) {
    this.status = status;
    this.type = type;
    this.body = body;
    this.tag = tag;
    this.caching = caching;
  }

  static Representation of(String type, String text) {
    return of(type, text.getBytes(StandardCharsets.UTF_8));
  }

  static Representation of(String type, byte[] body) {
    return new Representation(HttpServletResponse.SC_OK, type, body, tag(body), REVALIDATED);
  }

  /** Returns the reason why nothing else is sent. */
  static Representation refusal(int status, String type, String reason) {
    byte[] body = reason.getBytes(StandardCharsets.UTF_8);
    return new Representation(status, type, body, "", NOT_KEPT);
  }

  /** Returns its media type. */
  String type() {
    return type;
  }

  /** Returns what is sent, as text. */
  @Override
  public String toString() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Returns the same with another {@code Cache-Control}. */
  Representation cached(String how) {
    return new Representation(status, type, body, tag, how);
  }

  /** Sends it, or only that it is still what the client has. */
  void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    boolean isRefusal = tag.isEmpty();
    if (isRefusal) {
      response.setStatus(status);
    } else {
      response.setHeader("ETag", tag);
    }
    response.setHeader("Cache-Control", caching);
    if (!isRefusal && matches(request.getHeader("If-None-Match"), tag)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setContentType(type);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** Writes it into the page that includes it, by the writer or the stream that the page uses. */
  void writeInto(HttpServletResponse response) throws IOException {
    try {
      response.getWriter().write(toString());
    } catch (IllegalStateException e) {
      response.getOutputStream().write(body);
    }
  }

  /** Returns a hash of the body: all instances behind a proxy give the same body the same tag. */
  private static String tag(byte[] body) {
    return '"' + Sha256.of(body).substring(0, TAG_DIGITS) + '"';
  }

  /** Returns whether the client has it. A proxy that compresses answers makes tags weak: W/. */
  private static boolean matches(String wanted, String tag) {
    return wanted != null
        && Arrays.stream(wanted.split(",", -1))
            .map(each -> each.strip().replaceFirst("^W/", ""))
            .anyMatch(each -> each.equals(tag) || each.equals("*"));
  }
}
