// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.util.concurrent.atomic.AtomicReference;

/** What a measurement has handed over since the last look. */
public final class CollectedUse implements Measurement.Listener {

  private final AtomicReference<ResourceUse> unclaimed = new AtomicReference<>(ResourceUse.NONE);

  /** Creates one that has nothing yet. */
  public CollectedUse() {}

  @Override
  public void onUse(ResourceUse use) {
    unclaimed.accumulateAndGet(use, ResourceUse::plus);
  }

  /** Returns what was used since the last claim, in the open segment of the calling thread too. */
  public ResourceUse claim(Measurement measurement) {
    measurement.checkpoint();
    return unclaimed.getAndSet(ResourceUse.NONE);
  }
}
