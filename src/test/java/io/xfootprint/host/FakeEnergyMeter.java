// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import io.xfootprint.powermeter.EnergyMeter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** A meter with a list of readings to tell one after the other, after a first one that is none. */
public final class FakeEnergyMeter implements EnergyMeter {

  private final Deque<Double> joules = new ArrayDeque<>();
  private boolean hasMemory;

  /** When the list is at its end, nothing is known. */
  public FakeEnergyMeter(Double... joules) {
    this.joules.add(Double.NaN);
    this.joules.addAll(Arrays.asList(joules));
  }

  @Override
  public boolean isAvailable() {
    return true;
  }

  @Override
  public boolean isShared() {
    return false;
  }

  /** Lets what it tells hold the memory's energy. */
  public FakeEnergyMeter withMemory() {
    hasMemory = true;
    return this;
  }

  @Override
  public boolean measuresMemory() {
    return hasMemory;
  }

  @Override
  public double joulesSinceLast(double elapsedSeconds) {
    Double next = joules.poll();
    return next == null ? Double.NaN : next;
  }

  @Override
  public String description() {
    return "fake meter";
  }
}
