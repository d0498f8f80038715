// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.handlers;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Those of {@link AsyncHandlers} to which the container talks through listeners. */
final class ListenerHandlers {

  private static final int TIMEOUT_MILLIS = 50;
  private static final int PARTS = 160;
  private static final int PART_BYTES = 8192;

  private ListenerHandlers() {}

  static Map<String, Handler> all() {
    Map<String, Handler> handlers = new LinkedHashMap<>();
    handlers.put("async-timeout-l", onTimeout(ListenerHandlers::answer503ByEvent));
    handlers.put("async-timeout-dispatch", onTimeout(event -> dispatchToSmall(event)));
    handlers.put("async-timeout-nothing", onTimeout(event -> {}));
    handlers.put("async-timeout-204", onTimeout(ListenerHandlers::answer204ByEvent));
    handlers.put("async-error-l", onError(ListenerHandlers::answer503ByEvent));
    handlers.put("async-error-nothing", onError(event -> {}));
    handlers.put(
        "async-listener",
        (request, response) -> {
          AsyncContext context = request.startAsync();
          context.addListener(new Listener(event -> {}, event -> {}), request, response);
          AsyncHandlers.elsewhere(() -> AsyncHandlers.helloAndComplete(context));
        });
    handlers.put("async-relisten", ListenerHandlers::relisten);
    handlers.put(
        "nonblocking",
        (request, response) ->
            response
                .getOutputStream()
                .setWriteListener(new Writing(request.startAsync(), PARTS, PART_BYTES)));
    handlers.put(
        "nonblocking-small",
        (request, response) ->
            response.getOutputStream().setWriteListener(new Writing(request.startAsync(), 1, 5)));
    handlers.put(
        "readlistener",
        (request, response) ->
            request.getInputStream().setReadListener(new Reading(request.startAsync(), false)));
    handlers.put(
        "readlistener-elsewhere",
        (request, response) ->
            request.getInputStream().setReadListener(new Reading(request.startAsync(), true)));
    return handlers;
  }

  /** What a listener does with an event. */
  @FunctionalInterface
  private interface Reaction {

    void to(AsyncEvent event) throws IOException;
  }

  private record Listener(Reaction timeout, Reaction error) implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
      timeout.to(event);
    }

    @Override
    public void onError(AsyncEvent event) throws IOException {
      error.to(event);
    }

    /** Listeners are dropped when a request is started anew. */
    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }

  private static void answer503ByEvent(AsyncEvent event) throws IOException {
    answerByEvent(event, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    event.getAsyncContext().complete();
  }

  private static void answer204ByEvent(AsyncEvent event) {
    ((HttpServletResponse) event.getAsyncContext().getResponse())
        .setStatus(HttpServletResponse.SC_NO_CONTENT);
    event.getAsyncContext().complete();
  }

  private static void answerByEvent(AsyncEvent event, int status) throws IOException {
    HttpServletResponse response = (HttpServletResponse) event.getAsyncContext().getResponse();
    response.setStatus(status);
    response.getWriter().print("from the listener");
  }

  private static void dispatchToSmall(AsyncEvent event) {
    event.getAsyncContext().dispatch("/t/small");
  }

  private static Handler onTimeout(Reaction reaction) {
    return (request, response) -> {
      AsyncContext context = request.startAsync();
      context.setTimeout(TIMEOUT_MILLIS);
      context.addListener(new Listener(reaction, event -> {}));
    };
  }

  private static Handler onError(Reaction reaction) {
    return (request, response) -> {
      AsyncContext context = request.startAsync();
      context.setTimeout(TIMEOUT_MILLIS);
      context.addListener(new Listener(reaction, reaction));
      throw new ServletException("on purpose");
    };
  }

  /**
   * The first pass registers a listener, which registers itself again, and the second times out.
   */
  private static void relisten(HttpServletRequest request, HttpServletResponse response) {
    int pass = AsyncHandlers.pass(request);
    AsyncContext context = request.startAsync();
    if (pass == 1) {
      context.addListener(new Listener(ListenerHandlers::answer503ByEvent, event -> {}));
      AsyncHandlers.elsewhere(context::dispatch);
    } else {
      context.setTimeout(TIMEOUT_MILLIS);
    }
  }

  /** Writes as much as the connection takes, and no more. */
  private static final class Writing implements WriteListener {

    private final AsyncContext context;
    private final byte[] part;
    private int partsLeft;

    Writing(AsyncContext context, int parts, int partBytes) {
      this.context = context;
      partsLeft = parts;
      part = new byte[partBytes];
    }

    @Override
    public void onWritePossible() throws IOException {
      ServletOutputStream stream = context.getResponse().getOutputStream();
      while (stream.isReady()) {
        if (partsLeft == 0) {
          context.complete();
          return;
        }
        partsLeft--;
        stream.write(part);
      }
    }

    @Override
    public void onError(Throwable failure) {
      context.complete();
    }
  }

  /** Counts what arrives, and answers with the number. */
  private static final class Reading implements ReadListener {

    private final AsyncContext context;
    private final boolean answersElsewhere;
    private final byte[] buffer = new byte[1024];
    private long read;

    Reading(AsyncContext context, boolean answersElsewhere) {
      this.context = context;
      this.answersElsewhere = answersElsewhere;
    }

    @Override
    public void onDataAvailable() throws IOException {
      ServletInputStream stream = context.getRequest().getInputStream();
      while (stream.isReady() && !stream.isFinished()) {
        read += Math.max(0, stream.read(buffer));
      }
    }

    @Override
    public void onAllDataRead() throws IOException {
      if (answersElsewhere) {
        AsyncHandlers.elsewhere(this::answer);
      } else {
        answer();
      }
    }

    private void answer() throws IOException {
      context.getResponse().getWriter().print("read " + read);
      context.complete();
    }

    @Override
    public void onError(Throwable failure) {
      context.complete();
    }
  }
}
