// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.RequiredLibrary;
import io.xfootprint.host.Cloud;
import io.xfootprint.host.HostProbe;
import io.xfootprint.meter.Segment;
import io.xfootprint.report.ReportServlets;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingsException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Measures each request and answers with what it cost.
 *
 * <pre>{@code
 * <filter>
 *   <filter-name>footprint</filter-name>
 *   <filter-class>io.xfootprint.servlet.FootprintFilter</filter-class>
 *   <async-supported>true</async-supported>
 * </filter>
 * <filter-mapping>
 *   <filter-name>footprint</filter-name>
 *   <url-pattern>/*</url-pattern>
 *   <dispatcher>REQUEST</dispatcher><dispatcher>ASYNC</dispatcher>
 *   <dispatcher>FORWARD</dispatcher><dispatcher>INCLUDE</dispatcher><dispatcher>ERROR</dispatcher>
 * </filter-mapping>
 * }</pre>
 *
 * <pre>{@code
 * X-Footprint: cpu-us=1840, alloc-b=265000, energy-uj=7070, co2e-ng=873
 * X-Footprint-Total: requests=1042, energy-j=5.210, co2e-mg=0.652
 * }</pre>
 *
 * <p>It should stand first, so that the work of other filters is measured too. Registered twice it
 * counts once. Safe for use by many threads.
 */
public final class FootprintFilter implements Filter {

  /**
   * Name of the request attribute by which an application may name a request's route itself: a
   * template such as {@code /orders/{id}}, set at any time while the request is handled.
   */
  public static final String ROUTE_ATTRIBUTE = "footprint.route";

  /** Stands in place of an exchange where a request is let through untouched. */
  private static final Object EXCLUDED = new Object();

  private @Nullable FilterConfiguration configuration;
  private @Nullable FilterConfig config;

  /** Creates a filter, for the container to start. */
  public FootprintFilter() {}

  /**
   * Reads the settings and starts measuring.
   *
   * @throws ServletException if a setting breaks its rule, or a library or a module of the JDK is
   *     missing or too old
   */
  @Override
  public void init(FilterConfig filterConfig) throws ServletException {
    try {
      HostProbe probe = HostProbe.ofMachine();
      FootprintSettings settings =
          FootprintSettings.from(
              ContainerSettings.of(filterConfig), probe.host(), Cloud.around(System.getenv()));
      ServletContext context = filterConfig.getServletContext();
      Set<String> reports = ReportServlets.names(context);
      FootprintMonitor monitor = SharedMonitor.acquire(filterConfig, settings, probe);
      config = filterConfig;
      configuration = FilterConfiguration.of(settings, monitor, context, reports);
    } catch (SettingsException | IllegalStateException e) {
      throw new ServletException(
          "Filter '%s': %s".formatted(filterConfig.getFilterName(), e.getMessage()), e);
    } catch (LinkageError e) {
      throw new ServletException(
          "Filter '%s': %s".formatted(filterConfig.getFilterName(), RequiredLibrary.explain(e)), e);
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    FilterConfiguration ready = configuration;
    if (ready != null
        && request instanceof HttpServletRequest httpRequest
        && response instanceof HttpServletResponse httpResponse) {
      doFilter(ready, httpRequest, httpResponse, chain);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static void doFilter(
      FilterConfiguration configuration,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    Object known = request.getAttribute(Exchange.ATTRIBUTE);
    // Some containers make a new one for each who asks.
    HttpServletMapping mapping = known == null ? request.getHttpServletMapping() : null;
    if (known == null && !configuration.excludes(request, mapping)) {
      configuration.outerFilters().look(request, response);
      pass(Exchange.begin(configuration, request, mapping), request, response, chain);
    } else if (known instanceof Exchange exchange) {
      pass(exchange, request, response, chain);
    } else if (known instanceof Runnable ofOtherClasses) {
      // Begun by an application with a jar of its own that forwards to this one.
      nestedPass(ofOtherClasses, request, response, chain);
    } else {
      // Excluded.
      if (known == null) {
        request.setAttribute(Exchange.ATTRIBUTE, EXCLUDED);
      }
      chain.doFilter(KeylessRequest.of(request), response);
    }
  }

  private static void pass(
      Exchange exchange,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    Throwable thrown = null;
    Segment segment = exchange.account().open();
    if (segment.isNested()) {
      nestedPass(exchange, request, response, chain);
      return;
    }
    exchange.beginPass(request);
    HttpServletResponse wrapped = exchange.wrap(response);
    try {
      chain.doFilter(
          KeylessRequest.of(FootprintRequest.of(request, wrapped, exchange, chain)), wrapped);
    } catch (Throwable e) {
      thrown = e;
      throw e;
    } finally {
      segment.close();
      exchange.endPass(request, response, thrown);
    }
  }

  /** A forward, an include or a second registration, inside the pass that measures. */
  private static void nestedPass(
      Exchange exchange,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    exchange.beginNestedPass(request);
    try {
      chain.doFilter(KeylessRequest.of(request), response);
    } finally {
      exchange.endNestedPass(request);
    }
  }

  private static void nestedPass(
      Runnable ofOtherClasses,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    try {
      chain.doFilter(KeylessRequest.of(request), response);
    } finally {
      if (request.getDispatcherType() != DispatcherType.INCLUDE) {
        ofOtherClasses.run();
      }
    }
  }

  /** Stops measuring; the last filter of an application logs the totals. */
  @Override
  public void destroy() {
    configuration = null;
    if (config != null) {
      SharedMonitor.release(config.getServletContext());
      config = null;
    }
  }
}
