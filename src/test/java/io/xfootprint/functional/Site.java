// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.ledger.Totals;
import io.xfootprint.servlet.FootprintFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A web application at the root of any {@link Container}.
 *
 * <p>What the servlet API can say is said here once, by programmatic registration; the launchers
 * add what it cannot.
 */
final class Site implements ServletContainerInitializer {

  private final Path folder;
  private final Map<String, Handler> servlets = new LinkedHashMap<>();
  private final PassCount passes = new PassCount();
  private @Nullable Filter filter;
  private @Nullable String errorPage;
  private @Nullable ServletContext context;
  private Map<String, String> settings = Map.of();
  private boolean gzip;
  private boolean http2;
  private boolean gate;

  private Site(Path folder) {
    this.folder = folder;
  }

  /** Returns a site whose default servlet serves the files of a folder. */
  static Site of(Path folder) {
    return new Site(folder);
  }

  Site servlet(String pattern, Handler handler) {
    servlets.put(pattern, handler);
    return this;
  }

  /** Tells handlers when the container's thread has left all filters, and us when all have. */
  Site gate() {
    gate = true;
    return this;
  }

  /** Registers a filter for all requests. */
  Site filter(Filter filter) {
    this.filter = filter;
    return this;
  }

  /** Registers a footprint filter for all requests, with settings. */
  Site footprint(Map<String, String> settings) {
    this.settings = settings;
    return filter(new FootprintFilter());
  }

  /** Speaks HTTP/2 too, with clients that begin with it. */
  Site http2() {
    http2 = true;
    return this;
  }

  /** Has a path of the application write all error pages. */
  Site errorPage(String path) {
    errorPage = path;
    return this;
  }

  /** Has the container compress what clients take compressed. */
  Site gzip() {
    gzip = true;
    return this;
  }

  Path folder() {
    return folder;
  }

  @Nullable String errorPage() {
    return errorPage;
  }

  boolean isHttp2() {
    return http2;
  }

  boolean isGzip() {
    return gzip;
  }

  /** Returns the sums over all requests since the start; nothing if no filter keeps books. */
  Totals totals() {
    return context != null
            && context.getAttribute(FootprintMonitor.ATTRIBUTE) instanceof FootprintMonitor monitor
        ? monitor.ledger().snapshot().requests().sinceStart()
        : Totals.NONE;
  }

  /** Waits until no thread is in a filter; needs a {@link #gate()}. */
  void awaitIdle() throws InterruptedException, TimeoutException {
    passes.awaitNone();
  }

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    this.context = context;
    servlets.forEach(
        (pattern, handler) -> {
          ServletRegistration.Dynamic servlet =
              context.addServlet(pattern, new HandlerServlet(handler));
          servlet.setAsyncSupported(true);
          servlet.addMapping(pattern);
        });
    if (gate) {
      add(context, passes, EnumSet.allOf(DispatcherType.class));
      add(context, new ReturnGate(), EnumSet.of(DispatcherType.REQUEST));
    }
    if (filter != null) {
      add(context, filter, EnumSet.allOf(DispatcherType.class)).setInitParameters(settings);
    }
  }

  /** Adds a filter after those that are registered already. */
  private static FilterRegistration.Dynamic add(
      ServletContext context, Filter filter, EnumSet<DispatcherType> passes) {
    FilterRegistration.Dynamic registration =
        context.addFilter(filter.getClass().getSimpleName(), filter);
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(passes, true, "/*");
    return registration;
  }
}
