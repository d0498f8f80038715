// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional;

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
  private @Nullable Filter filter;
  private @Nullable String errorPage;
  private boolean gzip;

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

  /** Registers a filter for all requests. */
  Site filter(Filter filter) {
    this.filter = filter;
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

  boolean isGzip() {
    return gzip;
  }

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    servlets.forEach(
        (pattern, handler) -> {
          ServletRegistration.Dynamic servlet =
              context.addServlet(pattern, new HandlerServlet(handler));
          servlet.setAsyncSupported(true);
          servlet.addMapping(pattern);
        });
    if (filter != null) {
      FilterRegistration.Dynamic registration = context.addFilter("filter", filter);
      registration.setAsyncSupported(true);
      registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    }
  }
}
