// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Services that are slow, huge, wrong or bad: none of them is believed, and none is waited for. */
@Timeout(20)
class HostileAnswersTest {

  private static final Instant NOW = Instant.parse("2026-11-30T09:20:00Z");
  private static final String SECRET = "s3cret";
  private static final Duration SHORT = Duration.ofMillis(300);

  private final StubService stub = new StubService();
  private final CountDownLatch end = new CountDownLatch(1);

  HostileAnswersTest() throws IOException {}

  @AfterEach
  void stop() {
    end.countDown();
    stub.close();
  }

  private RefusedAnswerException refusal(Duration timeout) {
    return refusal(timeout, URI.create(stub.address() + "/?key=" + SECRET));
  }

  private static RefusedAnswerException refusal(Duration timeout, URI address) {
    HttpQuestions http = new HttpQuestions(timeout, () -> NOW);
    RefusedAnswerException refusal =
        assertThrows(
            RefusedAnswerException.class, () -> http.get(address, Map.of("auth-token", SECRET)));
    assertFalse(refusal.toString().contains(SECRET), refusal.toString());
    assertFalse(String.valueOf(refusal.getCause()).contains(SECRET));
    return refusal;
  }

  private String reason() {
    return String.valueOf(refusal(Duration.ofSeconds(10)).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "301 | , which leads elsewhere and is not followed | PT0S",
        "307 | , which leads elsewhere and is not followed | PT0S",
        "400 | '' | PT0S",
        "401 | , as the key is not known | PT0S",
        "403 | , as the key does not open this | PT0S",
        "404 | , as it does not know the place or the address | PT0S",
        "410 | , as it has closed | PT0S",
        "429 | , as it is asked too often | PT1H",
        "500 | '' | PT1H",
        "503 | '' | PT1H"
      })
  void refusesEveryOtherStatus(int status, String meaning, Duration retryAfter) {
    stub.fail(status, status == 429 || status >= 500 ? "Retry-After: 3600" : "X-None: 0");
    RefusedAnswerException refusal = refusal(Duration.ofSeconds(10));
    assertEquals("it answers with status " + status + meaning, refusal.getMessage());
    assertEquals(retryAfter, refusal.retryAfter());
    assertEquals(status == 410, refusal.isFinal());
    assertEquals(status == 401 || status == 403 || status == 404, refusal.isLasting());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mon, 30 Nov 2026 09:50:00 GMT | PT30M",
        "Mon, 30 Nov 2026 09:00:00 GMT | PT-20M",
        "999999999 | PT24H",
        "Tue, 30 Nov 2027 09:20:00 GMT | PT24H",
        "-5 | PT0S",
        "99999999999999999999 | PT0S",
        "soon | PT0S"
      })
  void readsHowLongToWait(String header, Duration wait) {
    stub.fail(429, "Retry-After: " + header);
    assertEquals(wait, refusal(Duration.ofSeconds(10)).retryAfter());
  }

  /** Where it would lead must not learn the key, even on the same machine. */
  @Test
  void followsNoRedirect() throws IOException {
    try (StubService elsewhere = new StubService()) {
      stub.fail(302, "Location: " + elsewhere.address());
      assertEquals(
          "it answers with status 302, which leads elsewhere and is not followed", reason());
      assertEquals(0, elsewhere.asked().size());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><body>Log in</body></html>",
        "",
        " ",
        "{",
        "[1,",
        "\"open",
        "nul",
        "{\"a\":1,}",
        "'a'"
      })
  void refusesWhatIsNotJson(String text) {
    stub.tell(text);
    assertEquals("its answer is not JSON", reason());
  }

  @Test
  void refusesTextThatIsNotUtf8() {
    stub.handle(
        exchange -> {
          byte[] text = "{\"a\":\"_\"}".getBytes(UTF_8);
          text[6] = (byte) 0xC3;
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
        });
    assertEquals("its answer is not JSON", reason());
  }

  @Test
  void refusesTwoTextsInOne() {
    stub.tell("{} {}");
    assertEquals("its answer is more than one JSON text", reason());
  }

  @Test
  void refusesDeepNesting() {
    stub.tell("[".repeat(10_000));
    assertEquals("its answer is not JSON", reason());
    stub.tell("[".repeat(51) + "]".repeat(51));
    assertEquals("its answer is not JSON", reason());
    stub.tell("{\"a\":".repeat(10_000));
    assertEquals("its answer is not JSON", reason());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 10_000_000})
  void refusesHugeAnswers(long declared) {
    stub.handle(
        exchange -> {
          exchange.sendResponseHeaders(200, declared);
          OutputStream body = exchange.getResponseBody();
          // Without a length it has no end.
          for (int i = 0; i < 10_000; i++) {
            body.write(" ".repeat(1000).getBytes(UTF_8));
          }
        });
    assertEquals("its answer has more than 65536 bytes", reason());
  }

  @Test
  void refusesCompressedAnswers() {
    stub.handle(
        exchange -> {
          ByteArrayOutputStream zeros = new ByteArrayOutputStream();
          try (GZIPOutputStream out = new GZIPOutputStream(zeros)) {
            out.write(new byte[10_000_000]);
          }
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, zeros.size());
          exchange.getResponseBody().write(zeros.toByteArray());
        });
    assertEquals("its answer is compressed, which was not asked for", reason());
  }

  private void assertGivenUp() {
    long begin = System.nanoTime();
    assertEquals("it gives no whole answer within 0.3 s", refusal(SHORT).getMessage());
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    assertTrue(millis < 2000, millis + " ms");
  }

  @Test
  void doesNotWaitForASilentService() {
    stub.handle(exchange -> await(end));
    // Its socket may say so first.
    long begin = System.nanoTime();
    String reason = String.valueOf(refusal(SHORT).getMessage());
    assertTrue(
        reason.equals("it gives no whole answer within 0.3 s")
            || reason.equals("it cannot be asked (SocketTimeoutException)"),
        reason);
    assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(2));
  }

  @Test
  void doesNotWaitForABodyThatNeverEnds() {
    stub.handle(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          drip(exchange.getResponseBody());
        });
    assertGivenUp();
  }

  /** A limit of the socket alone would never be reached. */
  @Test
  void doesNotWaitForHeadersThatNeverEnd() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread thread =
          new Thread(
              () -> {
                try (Socket socket = server.accept()) {
                  socket.getOutputStream().write("HTTP/1.1 200 OK\r\nX-Long: ".getBytes(UTF_8));
                  drip(socket.getOutputStream());
                } catch (IOException e) {
                  // It was given up.
                }
              });
      thread.start();
      HttpQuestions http = new HttpQuestions(SHORT, () -> NOW);
      URI address = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
      var refusal = assertThrows(RefusedAnswerException.class, () -> http.get(address, Map.of()));
      assertEquals("it gives no whole answer within 0.3 s", refusal.getMessage());
      // The thread of the question has ended too, as its socket was closed.
      http.join(5000);
      thread.join(5000);
      assertFalse(thread.isAlive());
    }
  }

  @Test
  void endsWithAStop() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    stub.handle(
        exchange -> {
          asked.countDown();
          await(end);
        });
    HttpQuestions http = new HttpQuestions(Duration.ofSeconds(60), () -> NOW);
    Thread thread =
        new Thread(
            () ->
                assertThrows(
                    RefusedAnswerException.class, () -> http.get(stub.address(), Map.of())));
    thread.start();
    await(asked);
    http.abort();
    thread.join(10_000);
    assertFalse(thread.isAlive());
    assertEquals(
        "it is asked no more",
        assertThrows(RefusedAnswerException.class, () -> http.get(stub.address(), Map.of()))
            .getMessage());
  }

  @Test
  void refusesServersThatAreNone() throws Exception {
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    assertEquals(
        "it cannot be asked (ConnectException)",
        refusal(Duration.ofSeconds(5), URI.create("http://127.0.0.1:" + port + "/")).getMessage());
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread plain = new Thread(() -> answerWithoutTls(server));
      plain.start();
      assertEquals(
          "it cannot be asked (SSLException)",
          refusal(
                  Duration.ofSeconds(5),
                  URI.create("https://127.0.0.1:" + server.getLocalPort() + "/"))
              .getMessage());
      plain.join(5000);
    }
  }

  private static void answerWithoutTls(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
      // Until it is given up.
      boolean unused = socket.getInputStream().read(new byte[8192]) > 0;
    } catch (IOException e) {
      // It was given up.
    }
  }

  private void drip(OutputStream out) throws IOException {
    try {
      while (!end.await(20, TimeUnit.MILLISECONDS)) {
        out.write(' ');
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(15, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Texts near to real ones: each is refused with a reason of ours, or holds what can be true. */
  @Test
  void survivesAnyAnswer() {
    Random random = new Random(20_261_130);
    String real =
        "{\"zone\":\"FR\",\"carbonIntensity\":54,\"datetime\":\"2026-11-30T09:00:00.000Z\","
            + "\"data\":[{\"from\":\"2026-11-30T09:00Z\",\"intensity\":{\"forecast\":2.5e2}}]}";
    String[] pieces = {
      "null", "-", "1e9", "[", "]", "{", "}", "\"", "\\u0000", "\\", ",", "\u0000"
    };
    int told = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(real);
      for (int change = random.nextInt(4); change > 0; change--) {
        int at = random.nextInt(text.length());
        int to = Math.min(text.length(), at + random.nextInt(6));
        text.replace(at, to, pieces[random.nextInt(pieces.length)]);
      }
      try {
        Json json = Json.of(text.toString().getBytes(UTF_8));
        IntensityReading reading =
            IntensityReading.of(
                json.at("/carbonIntensity").number(), false, json.at("/datetime").time(), NOW);
        double grams = reading.intensity().gramsPerKilowattHour();
        assertTrue(grams > 0 && grams <= 2000, text::toString);
        json.at("/data/0/intensity/forecast").number();
        told++;
      } catch (RefusedAnswerException e) {
        assertTrue(String.valueOf(e.getMessage()).startsWith("its "), e::toString);
      }
    }
    assertTrue(told > 1000 && told < 19_000, told + " told");
  }
}
