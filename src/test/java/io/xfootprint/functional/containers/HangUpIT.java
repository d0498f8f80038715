// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.FootprintContext;
import io.xfootprint.functional.handlers.AsyncHandlers;
import io.xfootprint.functional.handlers.Handler;
import io.xfootprint.functional.handlers.HandlerServlet;
import io.xfootprint.functional.handlers.ReturnGate;
import io.xfootprint.functional.handlers.ThreadClock;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.functional.harness.Variant;
import io.xfootprint.ledger.Avoidable;
import io.xfootprint.ledger.AvoidableCost;
import io.xfootprint.ledger.Totals;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that hang up before they have their answer, on the one container of this JVM. */
class HangUpIT {

  private static final ContainerKind CONTAINER = ContainerKind.ofThisRun();
  private static final int PIECE = 64 * 1024;

  /** More than any socket holds. */
  private static final int PIECES = 2_000;

  private static final long BURNT_NANOS = 5_000_000;

  @TempDir private static Path folder;
  private static Site site;
  private static Container container;

  @BeforeAll
  static void startContainer() throws Exception {
    Map<String, Handler> handlers = new HashMap<>();
    handlers.put("throws", (request, response) -> stream(response));
    handlers.put(
        "throws-cause",
        (request, response) -> {
          try {
            stream(response);
          } catch (IOException e) {
            throw new ServletException("could not write", new UncheckedIOException(e));
          }
        });
    handlers.put(
        "throws-first-of-many",
        (request, response) -> {
          try {
            stream(response);
          } catch (IOException e) {
            flushInVain(response);
            flushInVain(response);
            throw e;
          }
        });
    handlers.put(
        "flushes",
        (request, response) -> {
          while (true) {
            response.getOutputStream().write(new byte[PIECE]);
            response.flushBuffer();
          }
        });
    handlers.put(
        "sends-error",
        (request, response) -> {
          try {
            stream(response);
          } catch (IOException e) {
            response.setStatus(500);
          }
        });
    handlers.put("writes", (request, response) -> write(response));
    handlers.put("async", HangUpIT::streamElsewhere);
    handlers.put("reads", HangUpIT::read);
    handlers.put("reads-text", HangUpIT::readText);
    // Errors of the application's own.
    handlers.put(
        "fails-itself",
        (request, response) -> {
          try {
            stream(response);
          } catch (IOException e) {
            throw new IOException("a database");
          }
        });
    handlers.put(
        "reads-on-after-closing",
        (request, response) -> {
          request.getInputStream().close();
          // Jetty's says that it is at its end.
          throw new IOException("read " + request.getInputStream().read());
        });
    handlers.put(
        "fails-before",
        (request, response) -> {
          response.setStatus(500);
          stream(response);
        });
    site = Variant.FOOTPRINT.before(Site.of(folder).gate());
    site.servlet("/t/*", HandlerServlet.byName(handlers));
    container = CONTAINER.start(site);
  }

  @AfterAll
  static void stopContainer() throws Exception {
    container.close();
  }

  private static void stream(HttpServletResponse response) throws IOException {
    ThreadClock.burn(BURNT_NANOS);
    ServletOutputStream stream = response.getOutputStream();
    for (int i = 0; i < PIECES; i++) {
      stream.write(new byte[PIECE]);
    }
  }

  private static void flushInVain(HttpServletResponse response) {
    try {
      response.flushBuffer();
    } catch (IOException e) {
      // As was to be expected.
    }
  }

  private static void write(HttpServletResponse response) throws IOException {
    ThreadClock.burn(BURNT_NANOS);
    PrintWriter writer = response.getWriter();
    String text = "x".repeat(PIECE);
    for (int i = 0; i < PIECES && !writer.checkError(); i++) {
      writer.print(text);
    }
  }

  private static void streamElsewhere(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext context = request.startAsync();
    CountDownLatch left = ReturnGate.of(request);
    Executor threads = task -> AsyncHandlers.elsewhere(task::run);
    FootprintContext.current()
        .wrap(threads)
        .execute(
            () -> {
              ReturnGate.await(left);
              try {
                stream(response);
              } catch (IOException e) {
                // The client has gone.
              }
              try {
                context.complete();
              } catch (IllegalStateException e) {
                // The container was faster.
              }
            });
  }

  private static void read(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ThreadClock.burn(BURNT_NANOS);
    request.getInputStream().readAllBytes();
  }

  private static void readText(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ThreadClock.burn(BURNT_NANOS);
    BufferedReader reader = request.getReader();
    while (reader.readLine() != null) {
      reader.mark(1);
    }
  }

  /** Sends a request, takes the beginning of the answer and hangs up. */
  private static Totals hangUp(String handler) throws Exception {
    site.awaitIdle();
    Totals before = site.totals();
    boolean sends = handler.equals("reads") || handler.equals("reads-text");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), container.port())) {
      socket.setReceiveBufferSize(8192);
      String request =
          (sends ? "POST" : "GET")
              + " /t/"
              + handler
              + " HTTP/1.1\r\nHost: localhost\r\n"
              + (sends ? "Content-Length: 1000\r\n\r\nshort" : "\r\n");
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      if (sends) {
        socket.shutdownOutput();
      }
      InputStream in = socket.getInputStream();
      in.read();
      if (!sends) {
        // With data that was not read the end of a connection is a reset.
        socket.setSoLinger(true, 0);
      }
    }
    AsyncHandlers.awaitElsewhere();
    site.awaitIdle();
    return site.totals().since(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "throws",
        "throws-cause",
        "throws-first-of-many",
        "flushes",
        "sends-error",
        "writes",
        "async",
        "reads",
        "reads-text"
      })
  void areNoErrorsOfTheApplicationAndBookedAll(String handler) throws Exception {
    AvoidableCost before = site.avoidable(Avoidable.GONE);
    Totals counted = hangUp(handler);
    if (handler.equals("writes")) {
      // A writer hides from everyone that the client has gone.
      assertEquals(before.requests(), site.avoidable(Avoidable.GONE).requests());
    } else if (handler.equals("async")) {
      // Where the container ends the answer first, nobody is told that the client has gone.
      long lost = site.avoidable(Avoidable.GONE).requests() - before.requests();
      assertTrue(lost == 0 || lost == 1, lost + " times");
    } else {
      assertAdded(counted, before);
    }
    assertEquals(1, counted.requests());
    assertEquals(0, counted.errors());
    assertTrue(handler.equals("flushes") || counted.cpuNanos() >= BURNT_NANOS / 2, "CPU time");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fails-itself", "fails-before", "reads-on-after-closing"})
  void doNotHideErrorsOfTheApplication(String handler) throws Exception {
    AvoidableCost before = site.avoidable(Avoidable.FAILED);
    Totals counted = hangUp(handler);
    assertEquals(1, counted.errors());
    assertAdded(counted, before);
  }

  /** All of its energy is for nothing, to the nJ. */
  private static void assertAdded(Totals counted, AvoidableCost before) {
    AvoidableCost after = site.avoidable(before.reason());
    assertEquals(before.requests() + 1, after.requests());
    assertEquals(before.energyNanojoules() + counted.energyNanojoules(), after.energyNanojoules());
  }
}
