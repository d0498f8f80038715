// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.model.Footprint;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The total of the application at any instant, for the header: cheap to read, and never behind what
 * an earlier answer has said.
 *
 * <p>It holds what requests have used so far, before their route is known. Once they have ended it
 * equals the sum over the ledger's lines. Safe for use by many threads, without a lock.
 */
public final class RunningTotal {

  private final AtomicLong requests = new AtomicLong();
  private final LongAdder energyNanojoules = new LongAdder();
  private final LongAdder emissionsPicograms = new LongAdder();

  RunningTotal() {}

  /** Counts a request and returns its number, from 1. */
  public long countRequest() {
    return requests.incrementAndGet();
  }

  /** Adds a cost; an unknown figure adds nothing. */
  public void add(Footprint footprint) {
    if (footprint.energyNanojoules() > 0) {
      energyNanojoules.add(footprint.energyNanojoules());
    }
    if (footprint.emissionsPicograms() > 0) {
      emissionsPicograms.add(footprint.emissionsPicograms());
    }
  }

  /** Returns the energy so far in nJ. */
  public long energyNanojoules() {
    return energyNanojoules.sum();
  }

  /** Returns the emissions so far in pg CO2e. */
  public long emissionsPicograms() {
    return emissionsPicograms.sum();
  }
}
