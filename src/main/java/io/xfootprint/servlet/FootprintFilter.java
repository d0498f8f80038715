// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.EarlyLoading;
import io.xfootprint.RequestAccount;
import io.xfootprint.RequiredLibrary;
import io.xfootprint.body.TrackedOutputStream;
import io.xfootprint.host.HostProbe;
import io.xfootprint.meter.Segment;
import io.xfootprint.route.RouteNames;
import io.xfootprint.settings.SettingsException;
import io.xfootprint.tenant.TenantNames;
import io.xfootprint.units.FixedPoint;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The filter that measures each request, and adds what it cost to the answer.
 *
 * <p>It is mapped in web.xml like this, for all dispatchers:
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
 * <p>Answers then have these headers:
 *
 * <pre>{@code
 * X-Footprint: cpu-us=1840, alloc-b=265000, energy-uj=7070, co2e-ng=873
 * X-Footprint-Total: requests=1042, energy-j=5.210, co2e-mg=0.652, full-j=104.784, full-co2e-mg=45.319
 * }</pre>
 *
 * <p>Register it first, so that the work of other filters is measured too. Registered twice it
 * counts once. Without {@code async-supported} a container refuses {@code startAsync} to each
 * servlet behind the filter. No fault of ours fails a request. Safe for use by many threads.
 */
public final class FootprintFilter implements Filter {

  /**
   * Name of the request attribute with which an application may name a request's route itself: a
   * template such as {@code /orders/{id}}, set at any time while the request is handled.
   */
  public static final String ROUTE_ATTRIBUTE = RouteNames.ATTRIBUTE;

  /**
   * Name of the request attribute with which an application may say for whom a request is: the name
   * of a tenant, set before the first pass of the request ends. Blank says that it has none.
   */
  public static final String TENANT_ATTRIBUTE = TenantNames.ATTRIBUTE;

  /**
   * Value of the request attribute where a request is let through untouched, so that its further
   * passes and other filters of this class let it through too. An access log may write it.
   */
  private static final String EXCLUDED = "-";

  /**
   * Null before the filter is started, after it is stopped, and where it is not enabled: requests
   * then pass unmeasured.
   */
  private @Nullable FilterConfiguration configuration;

  /** As given by the container; null under the same conditions. */
  private @Nullable FilterConfig config;

  /** Ends by itself some 100 ms after it began; null before the start and after the stop. */
  private @Nullable EarlyLoading loading;

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
      // First, as it says which library is missing.
      HostProbe probe = HostProbe.ofMachine();
      loading = new EarlyLoading(FootprintFilter::ofRequests);
      configuration = FilterConfiguration.start(filterConfig, probe);
      config = configuration == null ? null : filterConfig;
    } catch (SettingsException | IllegalStateException e) {
      throw StartFailure.of(filterConfig, String.valueOf(e.getMessage()), e);
    } catch (LinkageError e) {
      throw StartFailure.of(filterConfig, RequiredLibrary.explain(e), e);
    } finally {
      if (configuration == null) {
        stopLoading();
      }
    }
  }

  /** Returns the classes that the first request needs: 10 ms less on the thread that serves it. */
  private static List<Class<?>> ofRequests() {
    return List.of(
        Exchange.class,
        AsyncCycle.class,
        Answer.class,
        RequestAccount.class,
        FootprintResponse.class,
        FootprintRequest.class,
        Segment.class,
        TrackedOutputStream.class,
        Outcome.class,
        FixedPoint.class);
  }

  private void stopLoading() {
    if (loading != null) {
      loading.close();
      loading = null;
    }
  }

  /** Measures one pass of a request: its first one, or a later one for another dispatcher. */
  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    FilterConfiguration ready = configuration;
    if (ready != null
        && request instanceof HttpServletRequest httpRequest
        && response instanceof HttpServletResponse httpResponse) {
      Object known = httpRequest.getAttribute(NestedPassEnd.ATTRIBUTE);
      Object exchange = known == null ? begin(ready, httpRequest, httpResponse) : known;
      doPass(exchange, httpRequest, httpResponse, chain);
    } else {
      chain.doFilter(request, response);
    }
  }

  /**
   * Begins the exchange of a request in its first pass, unless it is excluded.
   *
   * @return the value of the request attribute from here on
   */
  private static Object begin(
      FilterConfiguration ready, HttpServletRequest request, HttpServletResponse response) {
    Object begun =
        ready.exclude().matches(request) ? EXCLUDED : beginUnlessReport(ready, request, response);
    request.setAttribute(NestedPassEnd.ATTRIBUTE, begun);
    return begun;
  }

  private static Object beginUnlessReport(
      FilterConfiguration ready, HttpServletRequest request, HttpServletResponse response) {
    // Asked for once, and not for excluded paths: some containers make a new one for each call.
    HttpServletMapping mapping = request.getHttpServletMapping();
    if (ready.isUncounted(mapping)) {
      return EXCLUDED;
    }
    ready.warnings().checkFirstPass(request, response);
    return new Exchange(ready, request, mapping);
  }

  /**
   * Lets a request through to the filters behind ours, in one of three ways.
   *
   * @param begun value of the request attribute: an exchange of ours; one that another jar of this
   *     library has put there, see {@link NestedPassEnd}; or {@link #EXCLUDED}
   */
  private static void doPass(
      Object begun, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (begun instanceof Exchange exchange) {
      // Nested if this thread measures the request already, which two reads of a thread-local say.
      Segment segment = exchange.account().open();
      if (segment.isNested()) {
        nestedPass(exchange, request, response, chain);
      } else {
        measuredPass(exchange, segment, request, response, chain);
      }
    } else if (begun instanceof Runnable ofOtherJar) {
      nestedPass(ofOtherJar, request, response, chain);
    } else {
      chain.doFilter(KeylessRequest.of(request), response);
    }
  }

  private static void measuredPass(
      Exchange exchange,
      Segment segment,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    Throwable thrown = null;
    HttpServletResponse wrapped = exchange.beginPass(request, response);
    try {
      chain.doFilter(
          KeylessRequest.of(FootprintRequest.of(request, wrapped, exchange, chain)), wrapped);
    } catch (Throwable e) {
      thrown = e;
      throw e;
    } finally {
      // First the segment: what it used is booked then, and the headers show it.
      segment.close();
      exchange.endPass(request, response, thrown);
    }
  }

  /**
   * Lets a request through inside a pass that measures it: in a forward, in an include, or where
   * the filter is registered twice. Its work is part of that pass.
   *
   * @param end run at the end, if this is no include
   */
  private static void nestedPass(
      Runnable end, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    DispatcherType type = request.getDispatcherType();
    Exchange own = end instanceof Exchange exchange ? exchange : null;
    if (own != null) {
      own.answer().beginNestedPass(type);
    }
    boolean completed = false;
    try {
      chain.doFilter(KeylessRequest.of(request), response);
      completed = true;
    } finally {
      if (own != null) {
        own.answer().endNestedPass(type, completed, own.closesForwarded(response));
      } else if (type != DispatcherType.INCLUDE) {
        end.run();
      }
    }
  }

  /** Stops measuring. With the last filter of an application its monitor ends, and logs totals. */
  @Override
  public void destroy() {
    configuration = null;
    stopLoading();
    if (config != null) {
      SharedMonitor.release(config.getServletContext());
      config = null;
    }
  }
}
