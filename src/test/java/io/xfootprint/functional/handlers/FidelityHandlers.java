// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.handlers;

import io.xfootprint.FootprintContext;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

/** The ways in which a request's work runs, each of which uses the same CPU time, by path. */
public final class FidelityHandlers {

  static final String ERROR_PAGE = "/t/error-page";

  private static final String PART = "/part";

  private final Burner burner;
  private final ExecutorService executor;

  public FidelityHandlers(Burner burner, ExecutorService executor) {
    this.burner = burner;
    this.executor = executor;
  }

  /** Returns the ways to answer; half of the work of some is that of {@link #helpers()}. */
  public Map<String, Handler> ways() {
    Map<String, Handler> ways = new LinkedHashMap<>();
    ways.put("/sync", (request, response) -> burner.burn(1));
    ways.put(
        "/forward",
        (request, response) -> {
          burner.burn(2);
          request.getRequestDispatcher(PART).forward(request, response);
        });
    ways.put(
        "/include",
        (request, response) -> {
          burner.burn(2);
          request.getRequestDispatcher(PART).include(request, response);
        });
    ways.put(
        "/error-page",
        (request, response) -> {
          burner.burn(2);
          response.sendError(500);
        });
    ways.put("/start", this::start);
    ways.put("/dispatch-4", this::dispatchOften);
    ways.put("/write-listener", this::writeListener);
    ways.put("/executor", this::onWrappedExecutor);
    ways.put("/parallel", this::parallel);
    ways.put("/future", this::future);
    return ways;
  }

  /** Returns what the ways need. */
  public Map<String, Handler> helpers() {
    return Map.of(
        PART,
        (request, response) -> burner.burn(2),
        ERROR_PAGE,
        (request, response) -> burner.burn(2));
  }

  private void start(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext context = request.startAsync();
    burner.burn(2);
    context.start(
        () -> {
          burner.burn(2);
          context.complete();
        });
  }

  private void dispatchOften(HttpServletRequest request, HttpServletResponse response) {
    burner.burn(AsyncHandlers.DISPATCHES + 1);
    if (AsyncHandlers.pass(request) <= AsyncHandlers.DISPATCHES) {
      request.startAsync().dispatch();
    }
  }

  private void writeListener(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AsyncContext context = request.startAsync();
    burner.burn(2);
    response
        .getOutputStream()
        .setWriteListener(
            new WriteListener() {
              @Override
              public void onWritePossible() {
                burner.burn(2);
                context.complete();
              }

              @Override
              public void onError(Throwable failure) {
                context.complete();
              }
            });
  }

  private void onWrappedExecutor(HttpServletRequest request, HttpServletResponse response) {
    Executor wrapped = FootprintContext.current().wrap((Executor) executor);
    AsyncContext context = request.startAsync();
    burner.burn(2);
    wrapped.execute(
        () -> {
          burner.burn(2);
          context.complete();
        });
  }

  /** Two tasks at the same time, and the container's thread waits for them. */
  private void parallel(HttpServletRequest request, HttpServletResponse response)
      throws ServletException {
    ExecutorService wrapped = FootprintContext.current().wrap(executor);
    var first = wrapped.submit(() -> burner.burn(2));
    var second = wrapped.submit(() -> burner.burn(2));
    try {
      first.get();
      second.get();
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  private void future(HttpServletRequest request, HttpServletResponse response) {
    Executor wrapped = FootprintContext.current().wrap((Executor) executor);
    AsyncContext context = request.startAsync();
    var unused =
        CompletableFuture.runAsync(() -> burner.burn(2), wrapped)
            .thenRunAsync(() -> burner.burn(2), wrapped)
            .whenComplete((result, failure) -> context.complete());
  }
}
