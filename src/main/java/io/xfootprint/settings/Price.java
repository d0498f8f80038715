// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A price, such as {@code 0.048 USD}. Immutable.
 *
 * @param amount above 0
 * @param currency its code of three letters (ISO 4217); empty if none was given
 */
public record Price(BigDecimal amount, String currency) {

  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,9}(?:[.][0-9]{1,9})?)(?: +([A-Z]{3}))?");

  /** Returns the price that a text says; empty if it says none above 0. */
  static Optional<Price> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    Price price =
        new Price(new BigDecimal(form.group(1)), Optional.ofNullable(form.group(2)).orElse(""));
    return Optional.of(price).filter(each -> each.amount.signum() > 0);
  }

  /** Returns whether the JVM knows the currency, or none was given. */
  boolean isOfKnownCurrency() {
    try {
      return currency.isEmpty() || Currency.getInstance(currency) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
