// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A connection of HTTP/1.1 that is kept for one GET after the other, and fails on any octet that is
 * not part of the one answer to each.
 *
 * <p>For tests that send tens of thousands of requests, or whose own CPU time would be felt by the
 * server: it is leaner than {@link Client}. For use by one thread.
 */
public final class KeptConnection implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  private KeptConnection(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) Client.TIMEOUT.toMillis());
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** Connects to a server on the loopback interface. */
  public static KeptConnection to(int port) throws IOException {
    return new KeptConnection(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** Sends a GET and reads the whole answer. */
  public Answer get(String path) throws IOException {
    return get(path, "");
  }

  /** Sends the last GET, and reads the answer and the end of the connection. */
  public Answer getLast(String path) throws IOException {
    Answer answer = get(path, "Connection: close\r\n");
    if (in.read() >= 0) {
      throw new ProtocolException("more came than an answer to each request");
    }
    return answer;
  }

  /** Sends a GET with one header more, a line with its end, and reads the whole answer. */
  public Answer get(String path, String header) throws IOException {
    if (in.available() > 0) {
      throw new ProtocolException("more came than the answer to the request before " + path);
    }
    String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n";
    out.write(request.getBytes(StandardCharsets.ISO_8859_1));
    return readAnswer();
  }

  private Answer readAnswer() throws IOException {
    String statusLine = readLine();
    if (!statusLine.matches("HTTP/1\\.1 [0-9]{3} .*")) {
      throw new ProtocolException("no status line: " + statusLine);
    }
    Map<String, List<String>> headers = readHeaders();
    return new Answer(Integer.parseInt(statusLine.substring(9, 12)), headers, body(headers), false);
  }

  private Map<String, List<String>> readHeaders() throws IOException {
    Map<String, List<String>> headers = new TreeMap<>();
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new ProtocolException("no header: " + line);
      }
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return headers;
  }

  private String body(Map<String, List<String>> headers) throws IOException {
    List<String> length = headers.getOrDefault("content-length", List.of());
    List<String> coding = headers.getOrDefault("transfer-encoding", List.of());
    if (length.size() == 1 && coding.isEmpty()) {
      return read(Integer.parseInt(length.get(0)));
    }
    if (length.isEmpty() && coding.equals(List.of("chunked"))) {
      return readChunks();
    }
    throw new ProtocolException("no end of the body can be told from " + headers);
  }

  private String readChunks() throws IOException {
    StringBuilder body = new StringBuilder();
    int length;
    do {
      length = Integer.parseInt(readLine(), 16);
      body.append(read(length));
      String end = readLine();
      if (!end.isEmpty()) {
        throw new ProtocolException("no end of a chunk: " + end);
      }
    } while (length > 0);
    return body.toString();
  }

  /** Reads exactly so many octets, one character for each. */
  private String read(int length) throws IOException {
    byte[] octets = in.readNBytes(length);
    if (octets.length < length) {
      throw new ProtocolException("the connection ended inside a body");
    }
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  private String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(100);
    int octet;
    while ((octet = in.read()) != '\r') {
      if (octet < 0) {
        throw new ProtocolException("the connection ended after: " + line);
      }
      line.write(octet);
    }
    if (in.read() != '\n') {
      throw new ProtocolException("no end of a line: " + line);
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
