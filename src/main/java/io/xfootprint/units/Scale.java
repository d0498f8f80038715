// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.units;

/**
 * How many of a small unit make the whole one. The ledger counts in nJ and pg, so that integers do;
 * formulas compute in J and g.
 */
public final class Scale {

  /** The nJ in a J, the ng in a g, the ns in a s. */
  public static final double NANO = 1e9;

  /** The bytes in a GB. */
  public static final double GIGA = 1e9;

  /** The pg in a g. */
  public static final double PICO = 1e12;

  private Scale() {}
}
