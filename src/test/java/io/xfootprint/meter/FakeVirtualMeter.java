// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Virtual threads on carriers that a test moves: any thread that is on one is a virtual one here.
 */
public final class FakeVirtualMeter implements ThreadMeter {

  /** The time between two looks in ns, as the sampler is told. */
  public static final long STEP_NANOS = 1_000_000;

  private static final class Place {
    private final AtomicLong cpuNanos = new AtomicLong(7_000_000);
    private final AtomicLong allocatedBytes = new AtomicLong(500);
    private final Carrier carrier = new Carrier(cpuNanos::get, this::allocatedBytes);
    private boolean hidesBytes;
    private boolean ended;

    private long allocatedBytes() {
      return hidesBytes ? ResourceUse.UNKNOWN : allocatedBytes.get();
    }
  }

  private final AtomicLong clock = new AtomicLong(1_000_000_000);
  private final List<Place> places = new ArrayList<>();
  private final Map<Thread, Carrier> mounted = new ConcurrentHashMap<>();
  private final CarrierSampler sampler;
  private final CarrierSampler another;

  /** Creates a machine with this many carriers. */
  public FakeVirtualMeter(int carriers) {
    for (int i = 0; i < carriers; i++) {
      places.add(new Place());
    }
    sampler = new CarrierSampler(new FakeCarriers(), clock::get, STEP_NANOS);
    restart();
    another = new CarrierSampler(new FakeCarriers(), clock::get, STEP_NANOS);
  }

  private final class FakeCarriers implements Carriers {

    @Override
    public @Nullable Carrier of(Thread virtualThread) {
      return mounted.get(virtualThread);
    }

    @Override
    public void refresh() {
      // All are there from the start.
    }

    @Override
    public Collection<Carrier> known() {
      return places.stream().filter(place -> !place.ended).map(place -> place.carrier).toList();
    }

    @Override
    public void forget(Carrier carrier) {
      places.stream()
          .filter(place -> place.carrier == carrier)
          .forEach(place -> place.ended = true);
    }
  }

  /** Puts a thread on a carrier. */
  public void mount(Thread thread, int carrier) {
    mounted.put(thread, places.get(carrier).carrier);
  }

  /** Takes a thread off its carrier, as when it blocks. */
  public void unmount(Thread thread) {
    mounted.remove(thread);
  }

  /** Lets a carrier's thread use CPU time and bytes, in no time. */
  public void use(int carrier, long nanos, long bytes) {
    places.get(carrier).cpuNanos.addAndGet(nanos);
    places.get(carrier).allocatedBytes.addAndGet(bytes);
  }

  /** Tells no bytes any more, as a JVM that does not count them. */
  public void hideBytes() {
    places.forEach(place -> place.hidesBytes = true);
  }

  /** Ends a carrier's thread. */
  public void end(int carrier) {
    places.get(carrier).cpuNanos.set(ResourceUse.UNKNOWN);
  }

  /** Lets time pass. */
  public void pass(long nanos) {
    clock.addAndGet(nanos);
  }

  /** Has the sampler look. */
  public boolean look() {
    return sampler.sample(STEP_NANOS);
  }

  /** Has the sampler of another application look at the same carriers. */
  public void lookAsAnother() {
    another.sample(STEP_NANOS);
  }

  /** Ends looking for good. */
  public void stop() {
    sampler.stop();
  }

  /** Begins to look again, unless that has ended for good. */
  void restart() {
    sampler.restart(STEP_NANOS);
  }

  /** Returns how many carriers are known. */
  int knownCarriers() {
    return new FakeCarriers().known().size();
  }

  boolean isEmpty() {
    return sampler.isEmpty();
  }

  @Override
  public long cpuNanos() {
    return ResourceUse.UNKNOWN;
  }

  @Override
  public long allocatedBytes() {
    return ResourceUse.UNKNOWN;
  }

  @Override
  public @Nullable VirtualPass beginVirtual() {
    return sampler.begin();
  }
}
