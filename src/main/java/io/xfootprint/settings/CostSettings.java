// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What the machine costs in money.
 *
 * @param perCpuHour price of a vCPU with its part of the memory for an hour; empty if it is not
 *     set, and then nothing is said in money
 */
public record CostSettings(Optional<Price> perCpuHour) {

  /** Large clouds ask 0.01 to 0.1 USD for most types. */
  private static final BigDecimal USUAL = BigDecimal.valueOf(1000);

  private static final Setting<Price> PER_VCPU_HOUR =
      new Setting<>(
              "cost.per-vcpu-hour",
              "a price above 0, up to nine digits before and behind the point, with or without a"
                  + " currency of three capital letters, such as 0.048 USD",
              Price::parse,
              "none: nothing in money",
              "price of one vCPU with its memory for an hour, such as `0.048 USD`")
          .warningUnless(
              price -> price.isOfKnownCurrency() && price.amount().compareTo(USUAL) <= 0,
              "and clouds ask about 0.05 USD for a vCPU-hour: is the code of the currency right, or"
                  + " was the whole machine meant?");

  static final List<Setting<?>> SETTINGS = List.of(PER_VCPU_HOUR);

  /** Reads and checks the settings of this subject. */
  static CostSettings read(SettingSources sources) {
    return new CostSettings(sources.find(PER_VCPU_HOUR));
  }
}
