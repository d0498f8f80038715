// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.functional.handlers.Handler;
import io.xfootprint.functional.handlers.HandlerServlet;
import io.xfootprint.functional.handlers.ReturnGate;
import io.xfootprint.ledger.Avoidable;
import io.xfootprint.ledger.AvoidableCost;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.TenantReading;
import io.xfootprint.ledger.Totals;
import io.xfootprint.servlet.FootprintFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A web application of any {@link Container}, at its root unless said otherwise.
 *
 * <p>What the servlet API can say is said here once, by programmatic registration; the launchers
 * add what it cannot.
 */
public final class Site implements ServletContainerInitializer {

  private final Path folder;
  private final Map<String, Servlet> servlets = new LinkedHashMap<>();
  private final Set<String> synchronous = new HashSet<>();
  private final Map<String, String> servletSettings = new HashMap<>();
  private final PassCount passes = new PassCount();
  private final List<Registered> filters = new ArrayList<>();
  private final Map<String, Object> attributes = new HashMap<>();
  private final Map<String, Object> resources = new TreeMap<>();
  private @Nullable String errorPage;
  private @Nullable ServletContext context;
  private boolean gzip;
  private boolean http2;
  private boolean gate;
  private boolean sessions;
  private boolean virtualThreads;
  private boolean reusedObjects;
  private @Nullable String proxyHeader;
  private @Nullable AccessLog accessLog;
  private String contextPath = "/";
  private ClassLoader loader = Site.class.getClassLoader();

  /**
   * A filter that is mapped to all requests.
   *
   * @param settings its init-params
   * @param passes which it is mapped for
   * @param mappings how often it is mapped
   * @param after whether it comes after the filters that are mapped already
   */
  private record Registered(
      Filter filter,
      Map<String, String> settings,
      EnumSet<DispatcherType> passes,
      int mappings,
      boolean after) {}

  private Site(Path folder) {
    this.folder = folder;
  }

  /** Returns a site whose default servlet serves the files of a folder. */
  public static Site of(Path folder) {
    return new Site(folder);
  }

  public Site servlet(String pattern, Handler handler) {
    return servlet(pattern, new HandlerServlet(handler));
  }

  public Site servlet(String pattern, Servlet servlet) {
    servlets.put(pattern, servlet);
    return this;
  }

  /** Gives an init-param to each servlet. */
  public Site servletSetting(String name, String value) {
    servletSettings.put(name, value);
    return this;
  }

  /** Serves it at this path instead of the root. */
  public Site at(String path) {
    contextPath = path;
    return this;
  }

  /** Gives the application a class loader of its own. */
  public Site loader(ClassLoader own) {
    loader = own;
    return this;
  }

  /** Tells handlers when the container's thread has left all filters, and us when all have. */
  public Site gate() {
    gate = true;
    return this;
  }

  /** Lets the application keep sessions, where it needs to be asked for. */
  public Site sessions() {
    sessions = true;
    return this;
  }

  boolean hasSessions() {
    return sessions;
  }

  /** Gives the application something that is not its own. */
  public Site attribute(String name, Object value) {
    attributes.put(name, value);
    return this;
  }

  /** Has the container know something by a name below {@code java:comp/env/jdbc}, if it can. */
  public Site resource(String name, Object value) {
    resources.put(name, value);
    return this;
  }

  Map<String, Object> resources() {
    return Map.copyOf(resources);
  }

  /** Registers a filter for all requests, after those that are registered already. */
  public Site filter(Filter filter) {
    return filter(filter, Map.of(), 1);
  }

  /** Registers a filter with these init-params, mapped so many times. */
  public Site filter(Filter filter, Map<String, String> settings, int mappings) {
    filters.add(
        new Registered(filter, settings, EnumSet.allOf(DispatcherType.class), mappings, true));
    return this;
  }

  /** Registers a filter for all requests, before those that are not registered so. */
  public Site filterBefore(Filter filter) {
    filters.add(new Registered(filter, Map.of(), EnumSet.allOf(DispatcherType.class), 1, false));
    return this;
  }

  /** Registers a footprint filter for all requests, with settings. */
  public Site footprint(Map<String, String> settings) {
    return filter(new FootprintFilter(), settings, 1);
  }

  /** Registers a footprint filter with settings for the first pass of all requests alone. */
  public Site footprintOfRequestsOnly(Map<String, String> settings) {
    filters.add(
        new Registered(
            new FootprintFilter(), settings, EnumSet.of(DispatcherType.REQUEST), 1, true));
    return this;
  }

  /** Registers a servlet that must not start asynchronous processing. */
  public Site servletWithoutAsync(String pattern, Handler handler) {
    synchronous.add(pattern);
    return servlet(pattern, handler);
  }

  /** Has the container use the objects of a request again for the next one, where it can. */
  public Site reusedObjects() {
    reusedObjects = true;
    return this;
  }

  boolean reusesObjects() {
    return reusedObjects;
  }

  /** Speaks HTTP/2 too, with clients that begin with it. */
  public Site http2() {
    http2 = true;
    return this;
  }

  /** Has a path of the application write all error pages. */
  public Site errorPage(String path) {
    errorPage = path;
    return this;
  }

  /** Has the container compress what clients take compressed. */
  Site gzip() {
    gzip = true;
    return this;
  }

  /** Has the container serve each request on a virtual thread, where it can. */
  public Site virtualThreads() {
    virtualThreads = true;
    return this;
  }

  /** Has the container take the address in a proxy's header for that of the client. */
  public Site behindProxy(String header) {
    proxyHeader = header;
    return this;
  }

  /** The header in which a proxy names the client; null if none is believed. */
  @Nullable String proxyHeader() {
    return proxyHeader;
  }

  /** Has the container write a line for each request. */
  public Site accessLog(AccessLog log) {
    accessLog = log;
    return this;
  }

  @Nullable AccessLog accessLog() {
    return accessLog;
  }

  boolean isOnVirtualThreads() {
    return virtualThreads;
  }

  /** The path of the application, a slash for the root. */
  String contextPath() {
    return contextPath;
  }

  public ClassLoader loader() {
    return loader;
  }

  Path folder() {
    return folder;
  }

  public @Nullable String errorPage() {
    return errorPage;
  }

  boolean isHttp2() {
    return http2;
  }

  boolean isGzip() {
    return gzip;
  }

  /** Returns the sums over all requests since the start; nothing if no filter keeps books. */
  public Totals totals() {
    return context != null
            && context.getAttribute(FootprintMonitor.ATTRIBUTE) instanceof FootprintMonitor monitor
        ? monitor.ledger().snapshot().now().line(CostCategory.REQUESTS)
        : Totals.NONE;
  }

  /** Returns what all requests have cost for nothing, for one reason. */
  public AvoidableCost avoidable(Avoidable reason) {
    long requests = 0;
    long nanojoules = 0;
    if (context != null
        && context.getAttribute(FootprintMonitor.ATTRIBUTE) instanceof FootprintMonitor monitor) {
      for (AvoidableCost cost :
          monitor.ledger().avoidable(monitor.setup().settings().avoidable()::isProbe)) {
        requests += cost.reason() == reason ? cost.requests() : 0;
        nanojoules += cost.reason() == reason ? cost.energyNanojoules() : 0;
      }
    }
    return new AvoidableCost(reason, "", requests, nanojoules);
  }

  /** Returns the sums of each tenant by its name. */
  public Map<String, Totals> tenants() {
    Map<String, Totals> sums = new TreeMap<>();
    if (context != null
        && context.getAttribute(FootprintMonitor.ATTRIBUTE) instanceof FootprintMonitor monitor) {
      TenantReading current = monitor.ledger().snapshot().tenants().get(0);
      current.tenants().forEach((name, cost) -> sums.put(name, cost.sums()));
    }
    return sums;
  }

  /** Returns the sums of one route, nothing if there is none. */
  public Totals totals(String label) {
    return context != null
            && context.getAttribute(FootprintMonitor.ATTRIBUTE) instanceof FootprintMonitor monitor
        ? monitor.ledger().snapshot().now().routes().entrySet().stream()
            .filter(line -> line.getKey().label().equals(label))
            .map(Map.Entry::getValue)
            .reduce(Totals.NONE, Totals::plus)
        : Totals.NONE;
  }

  /** Waits until no thread is in a filter; needs a {@link #gate()}. */
  public void awaitIdle() throws InterruptedException, TimeoutException {
    passes.awaitNone();
  }

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    this.context = context;
    attributes.forEach(context::setAttribute);
    servlets.forEach(
        (pattern, servlet) -> {
          ServletRegistration.Dynamic registration = context.addServlet(pattern, servlet);
          registration.setAsyncSupported(!synchronous.contains(pattern));
          registration.setInitParameters(servletSettings);
          registration.addMapping(pattern);
        });
    if (gate) {
      add(context, "passes", passes, EnumSet.allOf(DispatcherType.class), true);
      add(context, "gate", new ReturnGate(), EnumSet.of(DispatcherType.REQUEST), true);
    }
    for (int number = 0; number < filters.size(); number++) {
      Registered registered = filters.get(number);
      FilterRegistration.Dynamic registration =
          add(
              context,
              "filter-" + number,
              registered.filter(),
              registered.passes(),
              registered.after());
      registration.setInitParameters(registered.settings());
      for (int i = 1; i < registered.mappings(); i++) {
        map(registration, registered.passes(), registered.after());
      }
    }
  }

  private static FilterRegistration.Dynamic add(
      ServletContext context,
      String name,
      Filter filter,
      EnumSet<DispatcherType> passes,
      boolean after) {
    FilterRegistration.Dynamic registration = context.addFilter(name, filter);
    registration.setAsyncSupported(true);
    map(registration, passes, after);
    return registration;
  }

  private static void map(
      FilterRegistration registration, EnumSet<DispatcherType> passes, boolean after) {
    registration.addMappingForUrlPatterns(passes, after, "/*");
  }
}
