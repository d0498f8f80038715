// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client of the races would notice. */
class KeptConnectionTest {

  private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stopListening() throws IOException {
    server.close();
  }

  /** Accepts a connection, answers each request on it with the next of these, and closes it. */
  private KeptConnection connectedToServerOf(String... answers) throws IOException {
    Thread serving = new Thread(() -> serve(List.of(answers)));
    serving.setDaemon(true);
    serving.start();
    return KeptConnection.to(server.getLocalPort());
  }

  private void serve(List<String> answers) {
    try (Socket connection = server.accept();
        BufferedReader requests =
            new BufferedReader(
                new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1))) {
      for (String answer : answers) {
        String line;
        do {
          line = requests.readLine();
        } while (line != null && !line.isEmpty());
        connection.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void readsOneAnswerAfterTheOther() throws IOException {
    String chunked =
        String.join(
            "\r\n",
            "HTTP/1.1 404 Not Found",
            "X-Twice: 1",
            "Transfer-Encoding: chunked",
            "x-twice: 2",
            "",
            "3",
            "abc",
            "2",
            "de",
            "0",
            "",
            "");
    try (KeptConnection client = connectedToServerOf(HELLO, chunked, HELLO)) {
      assertEquals("hello", client.get("/first").body());
      Answer second = client.get("/second");
      assertEquals(404, second.status());
      assertEquals(List.of("1", "2"), second.all("X-Twice"));
      assertEquals("abcde", second.body());
      assertEquals("hello", client.getLast("/third").body());
    }
  }

  @Test
  void noticesASecondAnswerToARequest() throws IOException {
    try (KeptConnection client = connectedToServerOf(HELLO + HELLO, HELLO)) {
      client.get("/first");
      assertThrows(ProtocolException.class, () -> client.get("/second"));
    }
  }

  @Test
  void noticesASecondAnswerToTheLastRequest() throws IOException {
    try (KeptConnection client = connectedToServerOf(HELLO + HELLO)) {
      assertThrows(ProtocolException.class, () -> client.getLast("/first"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "HTTP/1.1 200 OK\r\nno header\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello world\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX-Late: 1\r\n\r\n"
      })
  void noticesAnAnswerThatIsNone(String answer) throws IOException {
    try (KeptConnection client = connectedToServerOf(answer)) {
      assertThrows(ProtocolException.class, () -> client.get("/"));
    }
  }
}
