// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.CostListener;
import io.xfootprint.FootprintMonitor;
import io.xfootprint.body.ContainerBuffering;
import io.xfootprint.body.LastBodies;
import io.xfootprint.header.CostHeaders;
import io.xfootprint.header.CostSource;
import io.xfootprint.header.FootprintHeader;
import io.xfootprint.header.HeaderPolicy;
import io.xfootprint.host.Cloud;
import io.xfootprint.host.HostProbe;
import io.xfootprint.report.ReportServlets;
import io.xfootprint.route.PathPatterns;
import io.xfootprint.route.RouteNames;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingsException;
import io.xfootprint.tenant.TenantNames;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletMapping;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that one filter needs for each request, made from its settings when it starts.
 * Immutable and safe for use by many threads.
 *
 * @param monitor of the application, shared by its filters
 * @param policy decides which clients may see the cost
 * @param header writes the values of our headers
 * @param exposedHeaders of answers whose client may see the cost
 * @param hiddenHeaders of answers whose client may not
 * @param showsTrailer whether answers in pieces end with the final cost, for clients that take it
 * @param exclude requests to let through untouched
 * @param uncountedServlets names of the servlets that show our report, whose requests are let
 *     through untouched too; empty if they are counted
 * @param routes names the route of a request
 * @param tenants names the tenant of a request
 * @param buffering how the container sends answers; null if that is not known
 * @param bodies compares answers with the last ones of their addresses
 * @param spans finds the span that is told the cost of a request; null if no span is
 * @param warnings about how the filter is registered
 */
record FilterConfiguration(
    FootprintMonitor monitor,
    HeaderPolicy policy,
    FootprintHeader header,
    CostHeaders exposedHeaders,
    CostHeaders hiddenHeaders,
    boolean showsTrailer,
    PathPatterns exclude,
    Set<String> uncountedServlets,
    RouteNames routes,
    TenantNames tenants,
    @Nullable ContainerBuffering buffering,
    LastBodies bodies,
    @Nullable Supplier<@Nullable CostListener> spans,
    RegistrationWarnings warnings) {

  private static final Logger log = LoggerFactory.getLogger(FilterConfiguration.class);

  /**
   * Reads the settings of a filter and starts to measure; returns null if they say not to.
   *
   * @throws SettingsException if a setting breaks its rule
   */
  static @Nullable FilterConfiguration start(FilterConfig config, HostProbe probe) {
    FootprintSettings settings =
        FootprintSettings.from(
            ContainerSettings.of(config), probe.host(), Cloud.around(System.getenv()));
    if (!settings.enabled()) {
      log.info("X-Footprint measures nothing, as 'enabled' is false");
      return null;
    }
    ServletContext context = config.getServletContext();
    Set<String> reports = ReportServlets.names(context);
    return of(settings, SharedMonitor.acquire(config, settings, probe), context, reports);
  }

  private static FilterConfiguration of(
      FootprintSettings settings,
      FootprintMonitor monitor,
      ServletContext context,
      Set<String> reports) {
    HeaderPolicy policy = new HeaderPolicy(settings.header().expose(), settings.header().secret());
    FootprintHeader header = new FootprintHeader(settings.header().digits());
    CostHeaders headers =
        new CostHeaders(
            header,
            policy.varies(),
            settings.header().serverTiming(),
            settings.header().total() ? monitor.ledger().total() : null);
    return new FilterConfiguration(
        monitor,
        policy,
        header,
        headers,
        headers.hidden(),
        settings.header().trailer(),
        new PathPatterns(settings.routes().exclude()),
        settings.report().counted() ? Set.of() : reports,
        new RouteNames(
            context.getContextPath(), settings.routes().templates(), settings.routes().max()),
        new TenantNames(settings.tenants().source()),
        ContainerBuffering.of(context.getClass()),
        new LastBodies(settings.avoidable().unchangedSample()),
        Tracing.start(settings.spans()),
        new RegistrationWarnings(policy.exposesAny()));
  }

  /** Returns the headers of an answer whose cost the client may see, or may not. */
  CostHeaders headers(boolean exposed) {
    return exposed ? exposedHeaders : hiddenHeaders;
  }

  /** Finds the span of a request; null if no span is told the cost of requests. */
  @Nullable RequestSpan spanOf(CostSource cost) {
    return spans == null ? null : new RequestSpan(spans, cost);
  }

  /**
   * Returns whether the container is known to answer an exception behind {@code startAsync} the
   * same with a listener of ours as without. Jetty does not: without one it answers as to a
   * timeout, with one by the page of the exception.
   */
  boolean listensAfterExceptions() {
    return buffering == ContainerBuffering.TOMCAT || buffering == ContainerBuffering.UNDERTOW;
  }

  /**
   * Returns whether the container is known to end a forward by closing the response that it was
   * given, with ours in its chain of wrappers. Tomcat 11 suspends its own response instead.
   */
  boolean closesForwarded(ServletResponse forwarded) {
    return (buffering == ContainerBuffering.JETTY || buffering == ContainerBuffering.UNDERTOW)
        && FootprintResponse.isIn(forwarded);
  }

  /** Returns whether a request is for a servlet of our report that is not counted. */
  boolean isUncounted(@Nullable HttpServletMapping mapping) {
    String servlet = mapping == null ? null : mapping.getServletName();
    return servlet != null && uncountedServlets.contains(servlet);
  }
}
