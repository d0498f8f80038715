// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.bench;

import io.xfootprint.servlet.FootprintFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What {@code doFilter} costs around a chain that does nothing. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FilterBenchmark {

  private static final FilterChain NOTHING = (request, response) -> {};
  private static final FilterChain FLUSH = (request, response) -> response.flushBuffer();

  private final FootprintFilter filter = new FootprintFilter();
  private final FootprintFilter silent = new FootprintFilter();

  /** Creates the state, for JMH. */
  public FilterBenchmark() {}

  /** Starts the filters. */
  @Setup
  public void start() throws ServletException {
    filter.init(Container.filterConfig(Map.of()));
    silent.init(Container.filterConfig(Map.of("expose", "never")));
  }

  /** Stops them. */
  @TearDown
  public void stop() {
    filter.destroy();
    silent.destroy();
  }

  /** The request and the response alone, to be taken off the rest. */
  @Benchmark
  public Object container() throws IOException, ServletException {
    Container.Response response = new Container.Response();
    NOTHING.doFilter(new Container.Request(), response);
    return response;
  }

  /** An ordinary request: four readings, both headers, booked to its route. */
  @Benchmark
  public Object ordinary() throws IOException, ServletException {
    Container.Response response = new Container.Response();
    filter.doFilter(new Container.Request(), response, NOTHING);
    return response;
  }

  /** A request that flushes: two more readings and the headers twice. */
  @Benchmark
  public Object flushed() throws IOException, ServletException {
    Container.Response response = new Container.Response();
    filter.doFilter(new Container.Request(), response, FLUSH);
    return response;
  }

  /** Totals and log lines only. */
  @Benchmark
  public Object silent() throws IOException, ServletException {
    Container.Response response = new Container.Response();
    silent.doFilter(new Container.Request(), response, NOTHING);
    return response;
  }
}
