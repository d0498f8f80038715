// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.bench;

import io.xfootprint.header.CostHeaders;
import io.xfootprint.header.CostSource;
import io.xfootprint.header.Finality;
import io.xfootprint.header.FootprintHeader;
import io.xfootprint.ledger.Ledger;
import io.xfootprint.ledger.RunningTotal;
import io.xfootprint.model.Footprint;
import io.xfootprint.upstream.UpstreamSum;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the text of the headers costs: the figures of each request differ, as they do in reality.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class HeaderBenchmark {

  private static final int REQUESTS = 1024;

  private final FootprintHeader header = new FootprintHeader(3);
  private final RunningTotal total = new Ledger(1, System::nanoTime).total();
  private final CostHeaders one = new CostHeaders(header, false, false, null);
  private final CostHeaders both = new CostHeaders(header, false, false, total);
  private final Container.Response response = new Container.Response();
  private final CostSource[] costs = new CostSource[REQUESTS];

  private int next;

  /** Creates the state, for JMH. */
  public HeaderBenchmark() {
    for (int i = 0; i < REQUESTS; i++) {
      long cpuNanos = 20_000L + 1_973L * i;
      costs[i] = source(new Footprint(cpuNanos, 1_000 + 91L * i, cpuNanos * 3, cpuNanos * 2 / 5));
    }
  }

  private static CostSource source(Footprint cost) {
    return new CostSource() {
      @Override
      public UpstreamSum upstream() {
        return UpstreamSum.NONE;
      }

      @Override
      public Footprint cost() {
        return cost;
      }

      @Override
      public boolean isEstimated() {
        return false;
      }

      @Override
      public boolean mayGrow() {
        return false;
      }
    };
  }

  private CostSource nextCost() {
    next = (next + 1) % REQUESTS;
    return costs[next];
  }

  /** The value of {@code X-Footprint} alone. */
  @Benchmark
  public @Nullable String value() {
    return header.value(nextCost().cost(), Finality.FINAL, false, UpstreamSum.NONE);
  }

  /** {@code X-Footprint}, set on a response. */
  @Benchmark
  public Object oneHeader() {
    one.write(response, nextCost(), Finality.FINAL);
    return response;
  }

  /** {@code X-Footprint} and {@code X-Footprint-Total}, whose sums grow with each request. */
  @Benchmark
  public Object bothHeaders() {
    CostSource cost = nextCost();
    total.countRequest();
    total.add(cost.cost());
    both.write(response, cost, Finality.FINAL);
    return response;
  }
}
