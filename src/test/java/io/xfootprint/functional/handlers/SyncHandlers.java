// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.handlers;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All ways in which a servlet answers without asynchronous work, by name.
 *
 * <p>Depends on {@code jakarta.servlet} only, so that every container can be held against it. What
 * came with Servlet 6.1 is not among them: a response of Servlet 6.0 lacks it.
 */
public final class SyncHandlers {

  /** Name of the handler that writes error pages. */
  public static final String ERROR_PAGE = "error-page";

  private static final byte[] FIVE_BYTES = {'h', 'e', 'l', 'l', 'o'};
  private static final int MEGABYTE = 1 << 20;

  private final Map<String, Handler> handlers = new LinkedHashMap<>();

  private SyncHandlers() {}

  public static Map<String, Handler> all() {
    SyncHandlers all = new SyncHandlers();
    all.small();
    all.big();
    all.handlers.putAll(TextHandlers.all());
    all.flushes();
    all.lengths();
    all.errors();
    all.resets();
    all.dispatches();
    return all.handlers;
  }

  private void small() {
    handlers.put("small", (request, response) -> writer(response).print("hello"));
    handlers.put("nothing", (request, response) -> {});
    handlers.put("204", (request, response) -> response.setStatus(204));
    handlers.put("304", (request, response) -> response.setStatus(304));
    handlers.put("304-senderror", (request, response) -> response.sendError(304));
    handlers.put("304-then-200", SyncHandlers::notModifiedAfterAll);
    handlers.put("status500", SyncHandlers::status500);
    handlers.put("same-objects", SyncHandlers::sameObjects);
  }

  private static void notModifiedAfterAll(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(304);
    response.setStatus(200);
    writer(response).print("hello");
  }

  private static void status500(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(500);
    writer(response).print("sorry");
  }

  /** Frameworks compare what they were given. */
  private static void sameObjects(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ServletOutputStream stream = response.getOutputStream();
    stream.print(stream == response.getOutputStream());
    response.resetBuffer();
    stream.print(stream == response.getOutputStream());
  }

  private void big() {
    handlers.put("big-stream", (request, response) -> writeOften(response, 128, 8192));
    handlers.put("big-one", (request, response) -> writeOften(response, 1, MEGABYTE));
    handlers.put("one-8k", (request, response) -> writeOften(response, 1, 8193));
    handlers.put("one-20k", (request, response) -> writeOften(response, 1, 20_000));
    handlers.put("big-bytes", SyncHandlers::bigBytes);
    handlers.put("bufsize", (request, response) -> buffered(response, 100, 150));
    handlers.put("under-buffer", (request, response) -> buffered(response, 8192, 8191));
    handlers.put("at-buffer", (request, response) -> buffered(response, 8192, 8192));
    handlers.put("over-buffer", (request, response) -> buffered(response, 8192, 8193));
    handlers.put("bigbuf", (request, response) -> buffered(response, 2 * MEGABYTE, MEGABYTE));
  }

  private static void bigBytes(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ServletOutputStream stream = response.getOutputStream();
    for (int i = 0; i < 70_000; i++) {
      stream.write(i);
    }
  }

  private static void writeOften(HttpServletResponse response, int times, int length)
      throws IOException {
    byte[] part = new byte[length];
    for (int i = 0; i < times; i++) {
      part[0] = (byte) i;
      response.getOutputStream().write(part);
    }
  }

  private static void buffered(HttpServletResponse response, int buffer, int length)
      throws IOException {
    response.setBufferSize(buffer);
    response.getOutputStream().write(new byte[length], 0, length);
  }

  private void flushes() {
    handlers.put("flush-mid", SyncHandlers::flushMid);
    handlers.put("flush-empty", (request, response) -> response.flushBuffer());
    handlers.put("osflush", (request, response) -> hello(response).flush());
    handlers.put("osclose", (request, response) -> hello(response).close());
    handlers.put("wflush", SyncHandlers::writerFlush);
    handlers.put("wclose", SyncHandlers::writerClose);
  }

  private static void flushMid(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    writer(response).print("before");
    response.flushBuffer();
    writer(response).print("after");
  }

  private static void writerFlush(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PrintWriter writer = writer(response);
    writer.print("hello");
    writer.flush();
  }

  private static void writerClose(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PrintWriter writer = writer(response);
    writer.print("hello");
    writer.close();
  }

  private void lengths() {
    handlers.put(
        "exact-cl",
        (request, response) -> {
          response.setContentLength(5);
          hello(response);
        });
    handlers.put(
        "exact-cl-long",
        (request, response) -> {
          response.setContentLengthLong(5);
          hello(response);
        });
    handlers.put(
        "exact-cl-hdr",
        (request, response) -> {
          response.setHeader("Content-Length", "5");
          hello(response);
        });
    handlers.put(
        "exact-cl-int",
        (request, response) -> {
          response.addIntHeader("content-length", 5);
          hello(response);
        });
    handlers.put("cl-after", (request, response) -> helloThenLength(response));
    handlers.put("cl0", (request, response) -> response.setContentLength(0));
    handlers.put(
        "cl-too-long",
        (request, response) -> {
          // Tomcat leaves clients waiting for the rest as long as the connection stays open.
          response.setHeader("Connection", "close");
          response.setContentLength(10);
          hello(response);
        });
    handlers.put(
        "cl-too-short",
        (request, response) -> {
          response.setContentLength(3);
          hello(response);
        });
  }

  private static void helloThenLength(HttpServletResponse response) throws IOException {
    hello(response);
    response.setContentLength(5);
  }

  private void errors() {
    handlers.put("senderror", (request, response) -> response.sendError(403, "not for you"));
    handlers.put("senderror-plain", (request, response) -> response.sendError(404));
    handlers.put("senderror500", (request, response) -> response.sendError(500));
    handlers.put("redirect", (request, response) -> response.sendRedirect("small"));
    handlers.put("throw", (request, response) -> fail(new ServletException("on purpose")));
    handlers.put("throw-ioe", (request, response) -> fail(new IOException("on purpose")));
    handlers.put("throw-rte", (request, response) -> fail(new IllegalStateException("on purpose")));
    handlers.put("throw-late", SyncHandlers::throwLate);
    handlers.put(
        ERROR_PAGE,
        (request, response) ->
            writer(response)
                .print("page for " + request.getDispatcherType() + response.getStatus()));
  }

  private static void fail(Exception e) throws ServletException, IOException {
    if (e instanceof IOException io) {
      throw io;
    }
    if (e instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    throw (ServletException) e;
  }

  private static void throwLate(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    hello(response).flush();
    throw new ServletException("on purpose");
  }

  private void resets() {
    handlers.put(
        "reset",
        (request, response) -> {
          response.setHeader("X-App", "before");
          hello(response);
          response.reset();
          writer(response).print("after");
        });
    handlers.put(
        "reset-buffer",
        (request, response) -> {
          response.setHeader("X-App", "before");
          response.getOutputStream().write(new byte[2_000]);
          response.resetBuffer();
          response.getOutputStream().print("after");
        });
    handlers.put(
        "reset-printf",
        (request, response) -> {
          writer(response).printf("%s", "before");
          response.reset();
          response.getOutputStream().print("after");
        });
  }

  private void dispatches() {
    handlers.put("forward", forward("/t/small"));
    handlers.put("forward-big", forward("/t/big-stream"));
    handlers.put("forward-static", forward("/static/small.txt"));
    handlers.put("forward-error", forward("/t/senderror"));
    handlers.put("include", include("/t/small"));
    handlers.put("include-flush", include("/t/wflush"));
    handlers.put("include-big", include("/t/big-writer"));
    handlers.put(
        "include-flush-context",
        (request, response) ->
            request
                .getServletContext()
                .getRequestDispatcher("/t/wflush")
                .include(request, response));
  }

  private static Handler forward(String path) {
    return (request, response) -> request.getRequestDispatcher(path).forward(request, response);
  }

  private static Handler include(String path) {
    return (request, response) -> {
      writer(response).print("before ");
      request.getRequestDispatcher(path).include(request, response);
      writer(response).print(" after");
    };
  }

  private static ServletOutputStream hello(HttpServletResponse response) throws IOException {
    ServletOutputStream stream = response.getOutputStream();
    stream.write(FIVE_BYTES);
    return stream;
  }

  /** Returns a writer of UTF-8. */
  static PrintWriter writer(HttpServletResponse response) throws IOException {
    response.setContentType("text/plain;charset=UTF-8");
    return response.getWriter();
  }
}
