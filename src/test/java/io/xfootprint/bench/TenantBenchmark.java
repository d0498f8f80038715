// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.bench;

import io.xfootprint.ledger.DearestRequests;
import io.xfootprint.ledger.Ledger;
import io.xfootprint.ledger.Line;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.Tenants;
import io.xfootprint.model.Footprint;
import io.xfootprint.settings.TenantSource;
import io.xfootprint.settings.TenantSource.Kind;
import io.xfootprint.tenant.TenantNames;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to find the tenant of a request by a header, and to book the request to it: {@link
 * #book} less {@link #bookToRoute}. The text of the header is a new one each time, as containers
 * make it; that is in {@link #header}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class TenantBenchmark {

  private static final Footprint COST = new Footprint(50_000, 1_000, 200_000, 25_000_000);
  private static final Route ROUTE = new Route("GET", "/orders");
  private static final int PLACES = 1_000;

  private final InstantSource clock = InstantSource.system();
  private final Ledger ledger =
      new Ledger(
          200, System::nanoTime, new DearestRequests(false, clock), new Tenants(PLACES, clock));
  private TenantNames names = new TenantNames(new TenantSource(Kind.NONE, ""));
  private TenantNames attribute = names;

  /** Requests of tenants, one after the other. */
  @State(Scope.Thread)
  public static class Requests {

    /** Number of tenants; with 100,000 each request takes the place of another one. */
    @Param({"1", "500", "100000"})
    public int tenants;

    private byte[][] headers = new byte[0][];
    private int next;
    private final Named request = new Named();

    /** Creates the state, for JMH. */
    public Requests() {}

    /** Makes the names, of 36 characters. */
    @Setup
    public void make() {
      headers =
          IntStream.range(0, tenants)
              .mapToObj("0c2a7a30-8f6d-4d0f-9d9a-%012d"::formatted)
              .map(name -> name.getBytes(StandardCharsets.ISO_8859_1))
              .toArray(byte[][]::new);
    }

    Named next() {
      next = next + 1 < headers.length ? next + 1 : 0;
      request.tenant = new String(headers[next], StandardCharsets.ISO_8859_1);
      return request;
    }
  }

  /** Creates the state, for JMH. */
  public TenantBenchmark() {}

  /** Reads the setting. */
  @Setup
  public void start() {
    names = new TenantNames(new TenantSource(Kind.HEADER, "X-Tenant"));
    attribute = new TenantNames(new TenantSource(Kind.ATTRIBUTE, ""));
  }

  /** Makes the text of a header, which is no part of what a tenant costs. */
  @Benchmark
  public HttpServletRequestWrapper header(Requests requests) {
    return requests.next();
  }

  /** A request that no tenant is looked for. */
  @Benchmark
  public Line bookToRoute(Requests requests) {
    requests.next();
    return book((String) null);
  }

  /** A request with the default setting and without the attribute. */
  @Benchmark
  public Line bookToRouteByDefault(Requests requests) {
    Named request = requests.next();
    return book(attribute.of(request));
  }

  /** A request of a tenant. */
  @Benchmark
  public Line book(Requests requests) {
    Named request = requests.next();
    return book(names.of(request));
  }

  /** The name alone. */
  @Benchmark
  public @Nullable String find(Requests requests) {
    return names.of(requests.next());
  }

  /** The same by two threads at once. */
  @Benchmark
  @Threads(2)
  public Line bookByTwoThreads(Requests requests) {
    return book(requests);
  }

  private Line book(@Nullable String tenant) {
    Line line = ledger.line(ROUTE, tenant);
    line.countRequest(COST, true, true, false);
    return line;
  }

  /** A request with one header. */
  static final class Named extends HttpServletRequestWrapper {

    private String tenant = "";

    Named() {
      super(new Container.Request());
    }

    @Override
    public @Nullable Object getAttribute(String name) {
      return null;
    }

    @Override
    public String getHeader(String name) {
      return tenant;
    }
  }
}
