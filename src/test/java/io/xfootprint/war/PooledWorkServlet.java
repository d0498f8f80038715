// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.war;

import io.xfootprint.FootprintContext;
import io.xfootprint.meter.Segment;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Has its work done in the way that the path's last part says, much of it on a pool that outlives
 * it.
 */
public final class PooledWorkServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  /** Name of the attribute of the servlet context that has an executor of the container. */
  public static final String POOL = "pool";

  private final transient AtomicReference<FootprintContext> another =
      new AtomicReference<>(FootprintContext.current());

  /** Creates a servlet. */
  public PooledWorkServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (request.getPathInfo()) {
      case "/start" -> start(request);
      case "/wrapped" -> onWrappedExecutor(request);
      case "/elsewhere" -> closeElsewhere(request);
      case "/unclosed" -> leaveOpen(request);
      default -> {}
    }
    if (!request.isAsyncStarted()) {
      response.getWriter().print("done");
    }
  }

  private static void start(HttpServletRequest request) {
    AsyncContext context = request.startAsync();
    context.start(context::complete);
  }

  private static void onWrappedExecutor(HttpServletRequest request) {
    Executor wrapped = FootprintContext.current().wrap(pool(request));
    AsyncContext context = request.startAsync();
    wrapped.execute(context::complete);
  }

  private static Executor pool(HttpServletRequest request) {
    return (Executor) request.getServletContext().getAttribute(POOL);
  }

  /** Opens on a thread of the pool what the container's thread closes. */
  private static void closeElsewhere(HttpServletRequest request) {
    FootprintContext context = FootprintContext.current();
    Segment segment = CompletableFuture.supplyAsync(context::open, pool(request)).join();
    segment.close();
  }

  /** Leaves open what belongs to another request, here and on threads of the pool. */
  private void leaveOpen(HttpServletRequest request) {
    FootprintContext own = FootprintContext.current();
    FootprintContext other = another.getAndSet(own);
    other.open();
    other.attach();
    CompletableFuture.runAsync(other::open, pool(request)).join();
    CompletableFuture.runAsync(other::attach, pool(request)).join();
    CompletableFuture.runAsync(other::open, own.wrap(pool(request))).join();
  }
}
