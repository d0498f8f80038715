// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.bench;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.xfootprint.micrometer.FootprintMetrics;
import io.xfootprint.opentelemetry.FootprintInstruments;
import io.xfootprint.servlet.FootprintFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * What {@code doFilter} costs around a servlet that writes 300 bytes, beside the price of reading
 * the clocks: {@code floor} reads them where the filter must, and sets one constant header.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FilterBenchmark {

  private static final byte[] BODY = new byte[300];

  private static final FilterChain SENT_AT_END =
      (request, response) -> response.getOutputStream().write(BODY);
  private static final FilterChain DECLARED =
      (request, response) -> {
        response.setContentLength(BODY.length);
        response.getOutputStream().write(BODY);
      };
  private static final FilterChain FLUSHED =
      (request, response) -> {
        response.getOutputStream().write(BODY);
        response.flushBuffer();
      };

  /** The filter, and its settings. */
  @Param({"none", "floor", "floor3", "both", "header", "trusted", "never", "excluded", "bound"})
  public String mode = "both";

  private Filter filter = new FootprintFilter();

  /** Creates the state, for JMH. */
  public FilterBenchmark() {}

  /** The objects of a connection, which its requests use one after the other. */
  @State(Scope.Thread)
  public static class Connection {

    private final Container.Request request = new Container.Request();
    private final Container.Response response = new Container.Response();
    private final Container.Response lateResponse = new Container.Response(false);

    /** Creates the state, for JMH. */
    public Connection() {}
  }

  /** Starts the filter. */
  @Setup
  public void start() throws ServletException {
    filter =
        switch (mode) {
          case "none" -> (request, response, chain) -> chain.doFilter(request, response);
          case "floor" -> new FloorFilter(false);
          case "floor3" -> new FloorFilter(true);
          default -> new FootprintFilter();
        };
    FilterConfig config =
        Container.filterConfig(
            switch (mode) {
              case "header" -> Map.of("header.total", "false");
              case "trusted" ->
                  Map.of("expose", "trusted", "expose.secret", "0123456789abcdef0123456789");
              case "never" -> Map.of("expose", "never");
              case "excluded" -> Map.of("exclude", "/health, /orders/*");
              case "bound" -> Map.of("jmx", "true");
              default -> Map.of();
            });
    filter.init(config);
    if (mode.equals("bound")) {
      // What reads the totals must cost a request nothing.
      ServletContext context = config.getServletContext();
      new FootprintMetrics(context).bindTo(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
      FootprintInstruments.register(context, OpenTelemetry.noop());
    }
  }

  /** Stops it. */
  @TearDown
  public void stop() {
    filter.destroy();
  }

  /** An answer that the container sends when all is over. */
  @Benchmark
  public HttpServletResponse sentAtEnd(Connection connection) throws Exception {
    return answer(connection.request, connection.response, SENT_AT_END);
  }

  /** An answer that its last byte sends, as on Jetty and Tomcat: a third reading. */
  @Benchmark
  public HttpServletResponse declaredLength(Connection connection) throws Exception {
    return answer(connection.request, connection.response, DECLARED);
  }

  /** An answer whose last byte could send it, but does not, as on Undertow. */
  @Benchmark
  public HttpServletResponse declaredLengthSentLate(Connection connection) throws Exception {
    return answer(connection.request, connection.lateResponse, DECLARED);
  }

  /** An answer that the application flushes: a third reading. */
  @Benchmark
  public HttpServletResponse flushed(Connection connection) throws Exception {
    return answer(connection.request, connection.response, FLUSHED);
  }

  private HttpServletResponse answer(
      Container.Request request, Container.Response response, FilterChain servlet)
      throws IOException, ServletException {
    request.recycle();
    response.recycle();
    filter.doFilter(request, response, servlet);
    return response;
  }
}
