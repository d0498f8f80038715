// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** What is sent: a media type, bytes, and what caches may do with them. Immutable. */
final class Representation {

  /** Asked for again each time, and not sent when it is still the same. */
  private static final String REVALIDATED = "private, no-cache";

  /** Bytes of the hash in a tag: two bodies share one in 1 of 2^96 cases. */
  private static final int TAG_BYTES = 12;

  private final String type;
  private final byte[] body;
  private final String tag;
  private final String caching;

  private Representation(String type, byte[] body, String tag, String caching) {
    this.type = type;
    this.body = body;
    this.tag = tag;
    this.caching = caching;
  }

  static Representation of(String type, String text) {
    return of(type, text.getBytes(StandardCharsets.UTF_8));
  }

  static Representation of(String type, byte[] body) {
    return new Representation(type, body, tag(body), REVALIDATED);
  }

  /** Returns what is sent, as text. */
  @Override
  public String toString() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Returns the same with another {@code Cache-Control}. */
  Representation cached(String how) {
    return new Representation(type, body, tag, how);
  }

  /** Sends it, or only that it is still what the client has. */
  void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader("ETag", tag);
    response.setHeader("Cache-Control", caching);
    if (matches(request.getHeader("If-None-Match"), tag)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    write(response);
  }

  /** Sends it with a status that says why there is nothing else; caches keep no such answer. */
  void send(HttpServletResponse response, int status) throws IOException {
    response.setStatus(status);
    response.setHeader("Cache-Control", "no-store");
    write(response);
  }

  private void write(HttpServletResponse response) throws IOException {
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

  private static String tag(byte[] body) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
      return '"' + HexFormat.of().formatHex(hash, 0, TAG_BYTES) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static boolean matches(String wanted, String tag) {
    return wanted != null
        && Arrays.stream(wanted.split(",", -1))
            .map(each -> each.strip().replaceFirst("^W/", ""))
            .anyMatch(each -> each.equals(tag) || each.equals("*"));
  }
}
