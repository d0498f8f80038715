// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.upstream;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A service on a free port of the loopback interface that sends an answer as it is written, for
 * each path one, and closes the connection.
 */
public final class ScriptedService implements AutoCloseable {

  public static final String COST = "X-Footprint: cpu-us=9, energy-uj=7070, co2e-ng=873\r\n";

  /** For a client that does not close its connection. */
  private static final int PATIENCE_MILLIS = 2_000;

  private final ServerSocket server;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> fields = new CopyOnWriteArrayList<>();

  private ScriptedService(ServerSocket server) {
    this.server = server;
  }

  public static ScriptedService start() throws IOException {
    ScriptedService service =
        new ScriptedService(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    daemon(service::serve).start();
    return service;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "scripted-service");
    thread.setDaemon(true);
    return thread;
  }

  /** Answers a path with these fields, each with its line end, and a body. */
  public ScriptedService answer(String path, String status, String fields, String body) {
    return raw(
        path,
        "HTTP/1.1 "
            + status
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n"
            + fields
            + "\r\n"
            + body);
  }

  /** Answers a path with this text. */
  public ScriptedService raw(String path, String answer) {
    answers.put(path, answer);
    return this;
  }

  public int port() {
    return server.getLocalPort();
  }

  public String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  /** Returns the fields of all requests so far. */
  List<String> fields() {
    return fields;
  }

  /** A thread for each connection: some clients leave one open after an answer that was cut. */
  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        daemon(() -> serveAndClose(socket)).start();
      } catch (IOException e) {
        // The service is closed.
      }
    }
  }

  private void serveAndClose(Socket socket) {
    try (socket) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      serve(socket);
    } catch (IOException e) {
      // The client has gone, or will not go.
    }
  }

  private void serve(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    String request = in.readLine();
    if (request == null) {
      return;
    }
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      fields.add(line);
    }
    String answer =
        answers.getOrDefault(
            request.split(" ", -1)[1], "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    String closing = answer.replaceFirst("\r\n", "\r\nConnection: close\r\n");
    OutputStream out = socket.getOutputStream();
    out.write(closing.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    socket.shutdownOutput();
    // Until the client closes, as what it still sends would have the answer thrown away.
    while (in.read() >= 0) {}
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
