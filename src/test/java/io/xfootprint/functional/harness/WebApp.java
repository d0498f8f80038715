// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.functional.handlers.AsyncHandlers;
import io.xfootprint.functional.handlers.Handler;
import io.xfootprint.functional.handlers.HandlerServlet;
import io.xfootprint.functional.handlers.ReturnGate;
import io.xfootprint.functional.handlers.SyncHandlers;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.Totals;
import io.xfootprint.report.FootprintServlet;
import io.xfootprint.servlet.FootprintFilter;
import jakarta.servlet.DispatcherType;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/** A web application for {@link JettyServer}, as a web.xml would describe it. */
public final class WebApp {

  private final ServletContextHandler context = new ServletContextHandler();
  private final ErrorPageErrorHandler errors = new ErrorPageErrorHandler();

  private WebApp(String contextPath) {
    context.setContextPath(contextPath);
    // Stack traces name the filters.
    errors.setShowStacks(false);
    context.setErrorHandler(errors);
  }

  public static WebApp at(String contextPath) {
    return new WebApp(contextPath);
  }

  /** Returns an application at the root that answers {@code /t/NAME} as {@link SyncHandlers}. */
  public static WebApp ofSyncHandlers() {
    return at("/").syncHandlers();
  }

  /** Answers {@code /t/NAME} as {@link SyncHandlers}. */
  public WebApp syncHandlers() {
    return servlet("/t/*", HandlerServlet.byName(SyncHandlers.all()));
  }

  /** Returns an application at the root that answers {@code /t/NAME} as {@link AsyncHandlers}. */
  public static WebApp ofAsyncHandlers() {
    Map<String, Handler> all = new HashMap<>(SyncHandlers.all());
    all.putAll(AsyncHandlers.all());
    return at("/").gate().servlet("/t/*", HandlerServlet.byName(all));
  }

  /** Tells handlers when the container's thread has left all filters. */
  public WebApp gate() {
    FilterHolder filter = new FilterHolder(new ReturnGate());
    filter.setAsyncSupported(true);
    context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
    return this;
  }

  /** Registers a footprint filter for all requests, after those that are registered already. */
  public WebApp filter(Map<String, String> settings) {
    FilterHolder filter = new FilterHolder(FootprintFilter.class);
    filter.setInitParameters(settings);
    filter.setAsyncSupported(true);
    context.addFilter(filter, "/*", EnumSet.allOf(DispatcherType.class));
    return this;
  }

  /** Registers a footprint filter with the default settings. */
  public WebApp filter() {
    return filter(Map.of());
  }

  public WebApp servlet(String pattern, Handler handler) {
    ServletHolder servlet = new ServletHolder(pattern, new HandlerServlet(handler));
    servlet.setAsyncSupported(true);
    context.addServlet(servlet, pattern);
    return this;
  }

  /** Maps the report to {@code /footprint} and its document to where it belongs. */
  public WebApp report() {
    ServletHolder report = new ServletHolder("report", FootprintServlet.class);
    context.addServlet(report, "/footprint/*");
    context.addServlet(report, "/.well-known/sustainability-data");
    return this;
  }

  /** Serves files for all paths that no other servlet has. */
  public WebApp files(Path folder) {
    context.setBaseResourceAsPath(folder);
    context.addServlet(new ServletHolder("default", DefaultServlet.class), "/");
    return this;
  }

  /** Has {@link SyncHandlers#ERROR_PAGE} write all error pages. */
  public WebApp errorPages() {
    errors.addErrorPage(400, 599, "/t/" + SyncHandlers.ERROR_PAGE);
    return this;
  }

  public ServletContextHandler context() {
    return context;
  }

  /** Returns the sums over all requests, which the server must be done with. */
  public Totals totals() {
    return monitor().ledger().snapshot().now().line(CostCategory.REQUESTS);
  }

  /** Returns the routes in the books. */
  public List<String> labels() {
    return monitor().ledger().snapshot().now().routes().keySet().stream()
        .map(Route::label)
        .toList();
  }

  /** Returns the number of requests in the books by the label of their route. */
  public Map<String, Long> requestsByRoute() {
    return monitor().ledger().snapshot().now().routes().entrySet().stream()
        .collect(
            Collectors.toMap(line -> line.getKey().label(), line -> line.getValue().requests()));
  }

  /** Returns the CPU time in the books of a route, 0 if it has no line. */
  public long cpuNanos(String label) {
    return monitor().ledger().snapshot().now().routes().entrySet().stream()
        .filter(line -> line.getKey().label().equals(label))
        .mapToLong(line -> line.getValue().cpuNanos())
        .sum();
  }

  public FootprintMonitor monitor() {
    return (FootprintMonitor) context.getServletContext().getAttribute(FootprintMonitor.ATTRIBUTE);
  }
}
