// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An answer of HTTP/1.1 as it came over the wire, which shows what HTTP clients keep to themselves:
 * how the body was framed, and what followed it.
 *
 * @param fields header lines, their names in lower case
 * @param body one character for each byte
 * @param trailers lines behind a body in chunks, their names in lower case
 * @param complete whether the server ended the answer as it had begun it
 */
public record RawAnswer(
    String status, List<String> fields, String body, List<String> trailers, boolean complete) {

  private static final String FOOTPRINT = "x-footprint: ";
  private static final String ANNOUNCED = "trailer: ";
  private static final String CHUNKED = "transfer-encoding: chunked";
  private static final String LENGTH = "content-length: ";

  /** Sends a request on a connection of its own; the header lines follow the one for the host. */
  public static RawAnswer of(int port, String requestLine, String... lines) throws IOException {
    StringBuilder request = new StringBuilder(requestLine).append("\r\nHost: localhost\r\n");
    for (String line : lines) {
      request.append(line).append("\r\n");
    }
    request.append("\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) Client.TIMEOUT.toMillis());
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return read(new BufferedInputStream(socket.getInputStream()), requestLine);
    }
  }

  private static RawAnswer read(InputStream in, String requestLine) throws IOException {
    String status = line(in);
    List<String> fields = fields(in);
    StringBuilder body = new StringBuilder();
    List<String> trailers = new ArrayList<>();
    boolean complete = true;
    try {
      if (requestLine.startsWith("HEAD ") || status.matches("HTTP/1.1 (101|204|304).*")) {
        return new RawAnswer(status, fields, "", trailers, true);
      }
      if (fields.contains(CHUNKED)) {
        readChunks(in, body);
        trailers.addAll(fields(in));
      } else {
        read(in, body, lengthOf(fields));
      }
    } catch (IOException e) {
      complete = false;
    }
    return new RawAnswer(status, fields, body.toString(), trailers, complete);
  }

  private static long lengthOf(List<String> fields) {
    return fields.stream()
        .filter(field -> field.startsWith(LENGTH))
        .mapToLong(field -> Long.parseLong(field.substring(LENGTH.length())))
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  private static void readChunks(InputStream in, StringBuilder body) throws IOException {
    long length = Long.parseLong(line(in), 16);
    while (length > 0) {
      read(in, body, length);
      line(in);
      length = Long.parseLong(line(in), 16);
    }
  }

  /** Reads to the end of the connection if no length is known. */
  private static void read(InputStream in, StringBuilder body, long length) throws IOException {
    for (long i = 0; i < length; i++) {
      int octet = in.read();
      if (octet < 0 && length == Long.MAX_VALUE) {
        return;
      }
      if (octet < 0) {
        throw new EOFException("after " + i + " of " + length);
      }
      body.append((char) octet);
    }
  }

  private static List<String> fields(InputStream in) throws IOException {
    List<String> fields = new ArrayList<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      fields.add(
          line.substring(0, colon).toLowerCase(Locale.ROOT)
              + ": "
              + line.substring(colon + 1).strip());
    }
    return fields;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException("in a line: " + line);
      }
      line.append((char) octet);
    }
    return line.toString().strip();
  }

  public boolean isChunked() {
    return fields.contains(CHUNKED);
  }

  /** Returns what must be the same whether the client takes trailers or not. */
  public RawAnswer withoutFootprint() {
    return new RawAnswer(
        status,
        fields.stream()
            .filter(field -> !field.startsWith("x-footprint") && !field.startsWith("date: "))
            .map(field -> field.startsWith(ANNOUNCED) ? withoutFootprint(field) : field)
            .filter(field -> !field.equals(ANNOUNCED.strip()))
            .sorted()
            .toList(),
        body,
        trailers.stream().filter(field -> !field.startsWith(FOOTPRINT)).toList(),
        complete);
  }

  private static String withoutFootprint(String announcement) {
    return announcement.replaceAll(",? ?X-Footprint", "").strip();
  }

  /** Returns the names of trailers that are announced, in one field. */
  public List<String> announced() {
    List<String> announcements =
        fields.stream().filter(field -> field.startsWith(ANNOUNCED)).toList();
    return announcements.isEmpty()
        ? List.of()
        : List.of(String.join("; ", announcements).substring(ANNOUNCED.length()).split(", "));
  }

  /** Reads the values of X-Footprint behind the body. */
  public List<Figures> trailingFigures() {
    return figures(trailers);
  }

  /** Reads the values of X-Footprint before the body. */
  public List<Figures> leadingFigures() {
    return figures(fields);
  }

  private static List<Figures> figures(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(FOOTPRINT))
        .map(line -> Figures.parse(line.substring(FOOTPRINT.length())))
        .toList();
  }
}
