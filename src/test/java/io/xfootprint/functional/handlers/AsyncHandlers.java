// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.handlers;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * All ways in which a servlet answers by asynchronous work, by name.
 *
 * <p>Depends on {@code jakarta.servlet} only, so that every container can be held against it. Needs
 * a {@link ReturnGate} as the first filter, and the handlers of {@link SyncHandlers} beside it.
 */
public final class AsyncHandlers {

  static final int DISPATCHES = 4;

  private static final String PASSES = AsyncHandlers.class.getName() + ".passes";
  private static final int TIMEOUT_MILLIS = 50;

  /** A thread for each work would take more CPU time than the rest of most requests. */
  private static final ExecutorService ELSEWHERE =
      Executors.newCachedThreadPool(AsyncHandlers::threadElsewhere);

  /** The ends of what runs elsewhere. */
  private static final Set<CountDownLatch> ENDS = ConcurrentHashMap.newKeySet();

  private final Map<String, Handler> handlers = new LinkedHashMap<>();

  private AsyncHandlers() {}

  /** What a thread of the application's own does. */
  @FunctionalInterface
  public interface Work {

    void run() throws IOException;
  }

  public static Map<String, Handler> all() {
    AsyncHandlers all = new AsyncHandlers();
    all.threads();
    all.orders();
    all.dispatches();
    all.errors();
    all.timeouts();
    all.handlers.putAll(ListenerHandlers.all());
    return all.handlers;
  }

  private static Thread threadElsewhere(Runnable work) {
    Thread thread = new Thread(work, "elsewhere");
    thread.setDaemon(true);
    // Tomcat takes a thread that has the application's own for one that leaks.
    thread.setContextClassLoader(AsyncHandlers.class.getClassLoader());
    return thread;
  }

  /** Waits until all that now runs elsewhere has ended. */
  public static void awaitElsewhere() {
    ENDS.forEach(ReturnGate::await);
  }

  /** Runs on a thread that no container knows. */
  public static void elsewhere(Work work) {
    CountDownLatch end = new CountDownLatch(1);
    ENDS.add(end);
    ELSEWHERE.execute(
        () -> {
          try {
            work.run();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } finally {
            ENDS.remove(end);
            end.countDown();
          }
        });
  }

  /** Writes to the context's own response, as an application that has nothing else would. */
  static void hello(AsyncContext context) throws IOException {
    context.getResponse().getOutputStream().print("hello");
  }

  public static void helloAndComplete(AsyncContext context) throws IOException {
    hello(context);
    context.complete();
  }

  private void threads() {
    handlers.put(
        "async",
        (request, response) -> {
          AsyncContext context = request.startAsync(request, response);
          elsewhere(() -> helloAndComplete(context));
        });
    handlers.put(
        "async-noarg",
        (request, response) -> {
          AsyncContext context = request.startAsync();
          elsewhere(() -> helloAndComplete(context));
        });
    handlers.put("async-noarg-big", AsyncHandlers::big);
    handlers.put("async-sync", (request, response) -> helloAndComplete(request.startAsync()));
    handlers.put("async-start", AsyncHandlers::start);
    handlers.put("async-flush", AsyncHandlers::flush);
    handlers.put(
        "async-nothing",
        (request, response) -> {
          AsyncContext context = request.startAsync();
          elsewhere(context::complete);
        });
    handlers.put("async-objects", AsyncHandlers::objects);
  }

  private static void big(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext context = request.startAsync();
    elsewhere(
        () -> {
          ServletOutputStream stream = context.getResponse().getOutputStream();
          for (int i = 0; i < 128; i++) {
            stream.write(new byte[8192]);
          }
          context.complete();
        });
  }

  private static void start(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext context = request.startAsync();
    context.start(
        () -> {
          try {
            helloAndComplete(context);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static void flush(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext context = request.startAsync();
    elsewhere(
        () -> {
          hello(context);
          context.getResponse().flushBuffer();
          helloAndComplete(context);
        });
  }

  /** Frameworks compare what they were given. */
  private static void objects(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AsyncContext context = request.startAsync();
    response.getOutputStream().print(context.hasOriginalRequestAndResponse());
    response.getOutputStream().print(context.getRequest() == request);
    response.getOutputStream().print(context.getResponse() == response);
    response.getOutputStream().print(request.getAsyncContext() == context);
    response.getOutputStream().print(request.isAsyncStarted());
    context.complete();
  }

  private void orders() {
    handlers.put("complete-before-return", AsyncHandlers::completeBeforeReturn);
    handlers.put(
        "complete-after-return",
        (request, response) -> {
          AsyncContext context = request.startAsync();
          CountDownLatch left = ReturnGate.of(request);
          elsewhere(
              () -> {
                ReturnGate.await(left);
                helloAndComplete(context);
              });
        });
    handlers.put(
        "dispatch-after-return",
        (request, response) -> {
          if (pass(request) > 1) {
            response.getWriter().print("hello");
            return;
          }
          AsyncContext context = request.startAsync();
          CountDownLatch left = ReturnGate.of(request);
          elsewhere(
              () -> {
                ReturnGate.await(left);
                context.dispatch();
              });
        });
  }

  private static void completeBeforeReturn(
      HttpServletRequest request, HttpServletResponse response) {
    AsyncContext context = request.startAsync();
    CountDownLatch completed = new CountDownLatch(1);
    elsewhere(
        () -> {
          helloAndComplete(context);
          completed.countDown();
        });
    ReturnGate.await(completed);
  }

  private void dispatches() {
    handlers.put("async-dispatch", AsyncHandlers::dispatchOften);
    handlers.put(
        "async-dispatch-wr",
        (request, response) -> {
          if (pass(request) > 1) {
            response.setHeader("X-Pass", request.getDispatcherType().toString());
            response.getWriter().print(response instanceof HttpServletResponseWrapper);
          } else {
            AsyncContext context =
                request.startAsync(
                    new HttpServletRequestWrapper(request),
                    new HttpServletResponseWrapper(response));
            elsewhere(context::dispatch);
          }
        });
    handlers.put("async-dispatch-path", dispatchTo("/t/small"));
    handlers.put("async-dispatch-big", dispatchTo("/t/big-stream"));
    handlers.put("async-dispatch-forward", dispatchTo("/t/forward"));
    handlers.put("async-dispatch-senderror", dispatchTo("/t/senderror"));
    // Which of a completion and the end of a forward comes first matters to Undertow.
    handlers.put("forward-async", forward("/t/complete-after-return"));
    handlers.put("forward-complete", forward("/t/complete-before-return"));
    handlers.put("forward-objects", forward("/t/async-objects"));
    handlers.put("forward-dispatch", AsyncHandlers::forwardToDispatch);
  }

  private static void dispatchOften(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    int pass = pass(request);
    response.getWriter().print(pass + " " + request.getDispatcherType() + ";");
    if (pass <= DISPATCHES) {
      AsyncContext context = request.startAsync();
      elsewhere(context::dispatch);
    }
  }

  /** Counts the passes of a request from 1. */
  public static int pass(HttpServletRequest request) {
    int pass = request.getAttribute(PASSES) instanceof Integer before ? before + 1 : 1;
    request.setAttribute(PASSES, pass);
    return pass;
  }

  private static Handler dispatchTo(String path) {
    return (request, response) -> {
      AsyncContext context = request.startAsync();
      elsewhere(() -> context.dispatch(path));
    };
  }

  private static Handler forward(String path) {
    return (request, response) -> request.getRequestDispatcher(path).forward(request, response);
  }

  /** Without arguments the dispatch goes where the client asked, not where the forward went. */
  private static void forwardToDispatch(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    switch (pass(request)) {
      case 1 -> forward("/t/forward-dispatch?forwarded").handle(request, response);
      case 2 -> {
        AsyncContext context = request.startAsync();
        CountDownLatch left = ReturnGate.of(request);
        elsewhere(
            () -> {
              ReturnGate.await(left);
              context.dispatch();
            });
      }
      default -> response.getWriter().print(request.getRequestURI() + request.getQueryString());
    }
  }

  private void errors() {
    handlers.put("async-error", AsyncHandlers::failAfterStart);
    handlers.put("async-error-runtime", AsyncHandlers::failUnchecked);
    handlers.put("async-dispatch-error", dispatchTo("/t/throw"));
    handlers.put(
        "async-senderror",
        (request, response) -> {
          AsyncContext context = request.startAsync();
          elsewhere(
              () -> {
                response.sendError(500);
                context.complete();
              });
        });
    handlers.put(
        "async-status500",
        (request, response) -> {
          AsyncContext context = request.startAsync();
          elsewhere(
              () -> {
                response.setStatus(500);
                helloAndComplete(context);
              });
        });
  }

  private static void failAfterStart(HttpServletRequest request, HttpServletResponse response)
      throws ServletException {
    request.startAsync().setTimeout(TIMEOUT_MILLIS);
    throw new ServletException("on purpose");
  }

  private static void failUnchecked(HttpServletRequest request, HttpServletResponse response) {
    request.startAsync().setTimeout(TIMEOUT_MILLIS);
    throw new IllegalStateException("on purpose");
  }

  private void timeouts() {
    handlers.put(
        "async-timeout", (request, response) -> request.startAsync().setTimeout(TIMEOUT_MILLIS));
  }
}
