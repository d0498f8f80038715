// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.bench;

import io.xfootprint.ledger.DistributionCounters;
import io.xfootprint.ledger.Ledger;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.RouteCounters;
import io.xfootprint.model.Footprint;
import io.xfootprint.route.PathPatterns;
import io.xfootprint.route.RouteNames;
import io.xfootprint.servlet.FootprintFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to find the route of a request, and to book the request to it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class RouteBenchmark {

  private static final FilterChain NOTHING = (request, response) -> {};
  private static final int MAX_ROUTES = 200;
  private static final Footprint COST = new Footprint(50_000, 1_000, 200_000, 25_000_000);
  private static final List<String> PATTERNS =
      List.of("/orders/{id}", "/orders/{id}/items", "/static/*", "/customers/{id}");

  /** Names that the application gives its requests, one after the other. */
  @State(Scope.Thread)
  public static class Requests {

    /** Number of different names. */
    @Param({"1", "100", "10000"})
    public int names;

    private List<Named> requests = List.of();
    private int next;

    /** Creates the state, for JMH. */
    public Requests() {}

    HttpServletRequest next() {
      if (requests.isEmpty()) {
        requests = IntStream.range(0, names).mapToObj(i -> new Named("/orders/of/" + i)).toList();
      }
      next = next + 1 < names ? next + 1 : 0;
      return requests.get(next);
    }
  }

  private final Ledger ledger = new Ledger(MAX_ROUTES, System::nanoTime);
  private final RouteCounters line = ledger.line(new Route("GET", "/orders"));
  private final RouteNames names = new RouteNames("", List.of(), MAX_ROUTES);
  private final RouteNames templates = new RouteNames("", PATTERNS, MAX_ROUTES);
  private final PathPatterns exclude =
      new PathPatterns(List.of("/health", "/static/*", "/images/*", "*.png", "*.css"));
  private final Named request = new Named(null);
  private final Container.Response response = new Container.Response();
  private final FootprintFilter filter = new FootprintFilter();

  /** Creates the state, for JMH. */
  public RouteBenchmark() {}

  /** Starts the filter. */
  @Setup
  public void start() throws ServletException {
    filter.init(Container.filterConfig(Map.of("exclude", "/health,/customers/*")));
  }

  /** Stops it. */
  @TearDown
  public void stop() {
    filter.destroy();
  }

  /** The route of a request by its name, and its line in the books. */
  @Benchmark
  public Route book(Requests requests) {
    Route route = names.of(requests.next(), null, HttpServletResponse.SC_OK);
    RouteCounters line = ledger.line(route);
    line.countRequest(Footprint.NONE, true, true, false);
    line.add(COST);
    return route;
  }

  /** What a request adds to the histograms and means of its route. */
  @Benchmark
  public DistributionCounters distribute() {
    DistributionCounters counters = line.distribution();
    counters.add(COST);
    return counters;
  }

  /** The same by several threads at once, to one route. */
  @Benchmark
  @Threads(2)
  public DistributionCounters distributeByTwoThreads() {
    return distribute();
  }

  /** A path that the last of four templates fits. */
  @Benchmark
  public Route template() {
    return templates.of(request, null, HttpServletResponse.SC_OK);
  }

  /** A path that none of five patterns fits. */
  @Benchmark
  public boolean exclude() {
    return exclude.matches(request);
  }

  /** A request that the filter lets through unmeasured. */
  @Benchmark
  public Object excluded() throws IOException, ServletException {
    request.setAttribute("", null);
    filter.doFilter(request, response, NOTHING);
    return response;
  }

  private static final class Named extends HttpServletRequestWrapper {

    private final @Nullable String name;

    Named(@Nullable String name) {
      super(new Container.Request());
      this.name = name;
    }

    @Override
    public @Nullable Object getAttribute(String attribute) {
      return attribute.equals(RouteNames.ATTRIBUTE) ? name : super.getAttribute(attribute);
    }

    @Override
    public String getServletPath() {
      return "/customers";
    }

    @Override
    public String getPathInfo() {
      return "/1001";
    }
  }
}
