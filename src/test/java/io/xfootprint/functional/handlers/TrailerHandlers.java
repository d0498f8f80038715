// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.handlers;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Answers of which most of the cost comes when the headers have left. */
public final class TrailerHandlers {

  public static final long BURNT_NANOS = 20_000_000;

  /** With lines of 14 characters, far more than any buffer holds. */
  private static final int MANY = 60_000;

  private TrailerHandlers() {}

  public static Map<String, Handler> all() {
    Map<String, Handler> handlers = new HashMap<>();
    handlers.put("late", TrailerHandlers::late);
    handlers.put(
        "late-start",
        (request, response) -> {
          AsyncContext context = request.startAsync();
          context.start(() -> flushAndBurn(context));
        });
    handlers.put(
        "late-elsewhere",
        (request, response) -> {
          AsyncContext context = request.startAsync();
          AsyncHandlers.elsewhere(() -> flushAndBurn(context));
        });
    handlers.put("late-listener", TrailerHandlers::listen);
    handlers.put("print-ascii", (request, response) -> printMany(response, "0123456789abc\n"));
    handlers.put(
        "print-latin1", (request, response) -> printMany(response, "0123456789ab\u00e4\n"));
    handlers.put("print-utf8", utf8("0123456789abc\n"));
    handlers.put("print-umlauts", utf8("0123456789ab\u00e4\n"));
    handlers.put("print-kana", utf8("\u30ab".repeat(13) + "\n"));
    handlers.put("print-emoji", utf8("\ud83c\udf31".repeat(6) + ".\n"));
    handlers.put("trailers-before", (request, response) -> trailers(response, true));
    handlers.put("trailers-after", (request, response) -> trailers(response, false));
    handlers.put(
        "trailers-announced",
        (request, response) -> {
          response.addHeader("Trailer", "X-App, X-Other");
          response.addHeader("Trailer", "x-footprint");
          late(request, response);
        });
    handlers.put(
        "trailers-null",
        (request, response) -> {
          response.setTrailerFields(() -> null);
          late(request, response);
        });
    handlers.put(
        "trailers-small",
        (request, response) -> {
          response.setTrailerFields(() -> Map.of("X-App", "mine"));
          response.getOutputStream().print("hello");
        });
    handlers.put(
        "with-length",
        (request, response) -> {
          response.setContentLength(5);
          response.flushBuffer();
          response.getOutputStream().print("hello");
        });
    handlers.put(
        "held-senderror",
        (request, response) -> {
          response.setBufferSize(8192);
          response.getWriter().print("x".repeat(9000));
          if (!response.isCommitted()) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
          }
        });
    handlers.put(
        "held-length",
        (request, response) -> {
          response.setBufferSize(10_000);
          response.getWriter().print("x".repeat(9000));
          response.setContentLength(9000);
        });
    handlers.put(
        "reset-content",
        (request, response) -> {
          response.setStatus(HttpServletResponse.SC_RESET_CONTENT);
          response.flushBuffer();
        });
    handlers.put(
        "connection-close",
        (request, response) -> {
          response.setHeader("Connection", "close");
          response.getOutputStream().write(new byte[100_000]);
        });
    handlers.put(
        "no-content",
        (request, response) -> {
          response.setStatus(204);
          response.flushBuffer();
        });
    return handlers;
  }

  private static void late(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getOutputStream().print("before ");
    response.flushBuffer();
    ThreadClock.burn(BURNT_NANOS);
    response.getOutputStream().print("after");
  }

  private static Handler utf8(String text) {
    return (request, response) -> {
      response.setCharacterEncoding("UTF-8");
      printMany(response, text);
    };
  }

  private static void printMany(HttpServletResponse response, String text) throws IOException {
    PrintWriter writer = response.getWriter();
    for (int i = 0; i < MANY; i++) {
      writer.print(text);
    }
  }

  private static void flushAndBurn(AsyncContext context) {
    try {
      late((HttpServletRequest) context.getRequest(), (HttpServletResponse) context.getResponse());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    context.complete();
  }

  private static void listen(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AsyncContext context = request.startAsync();
    ServletOutputStream stream = response.getOutputStream();
    stream.setWriteListener(
        new WriteListener() {
          private int pieces = 50;

          @Override
          public void onWritePossible() throws IOException {
            while (stream.isReady()) {
              if (pieces == 0) {
                context.complete();
                return;
              }
              pieces--;
              stream.write(new byte[8192]);
              ThreadClock.burn(BURNT_NANOS / 50);
            }
          }

          @Override
          public void onError(Throwable failure) {
            context.complete();
          }
        });
  }

  /** Says in the body whether the application sees what it has set. */
  private static void trailers(HttpServletResponse response, boolean before) throws IOException {
    Supplier<Map<String, String>> mine =
        () -> Map.of("X-App", "mine", "x-footprint", "of another service");
    ServletOutputStream stream = response.getOutputStream();
    if (before) {
      response.setTrailerFields(mine);
    }
    stream.print("text ");
    response.flushBuffer();
    if (!before) {
      stream.print((response.getTrailerFields() == null) + " ");
      try {
        response.setTrailerFields(mine);
        stream.print("set ");
      } catch (IllegalStateException e) {
        stream.print("too late");
        return;
      }
    }
    stream.print(response.getTrailerFields() == mine);
  }
}
