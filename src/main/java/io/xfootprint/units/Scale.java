// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.units;

/** How many of a small unit make the whole one, such as nJ in a J. */
public final class Scale {

  public static final double NANO = 1e9;
  public static final double PICO = 1e12;

  private Scale() {}
}
