// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.host.Host;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The setting of a price. */
class PriceTest {

  private static FootprintSettings read(String text) {
    return FootprintSettings.from(
        new SettingSources().parameters(Map.of("cost.per-vcpu-hour", text)), Host.unknown(1));
  }

  private static Price price(String text) {
    return read(text).cost().perCpuHour().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "0.048 USD, 0.048, USD",
    "0.048, 0.048, ''",
    "1 EUR, 1, EUR",
    "' 12  JPY ', 12, JPY",
    "0.000000001, 0.000000001, ''",
    "999999999.999999999 KRW, 999999999.999999999, KRW"
  })
  void isANumberWithOrWithoutACurrency(String text, BigDecimal amount, String currency) {
    assertEquals(0, amount.compareTo(price(text).amount()));
    assertEquals(currency, price(text).currency());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "0.0 USD",
        "-1",
        "USD",
        "0.048usd",
        "0.048 usd",
        "0.048 US",
        "$0.048",
        "0,048 EUR",
        "1e3",
        "0.048 USD EUR",
        "1234567890",
        "0.0000000001",
        "NaN",
        "Infinity",
        "0x1p1"
      })
  void isNothingElse(String text) {
    SettingsException refused = assertThrows(SettingsException.class, () -> read(text));
    String message = String.valueOf(refused.getMessage());
    assertTrue(
        message.startsWith("'cost.per-vcpu-hour' must be a price above 0")
            && message.contains("but was '" + text + "'"),
        message);
  }

  @Test
  void isNotThereUnlessItIsSet() {
    FootprintSettings settings =
        FootprintSettings.from(new SettingSources().parameters(Map.of()), Host.unknown(1));
    assertEquals(Optional.empty(), settings.cost().perCpuHour());
  }

  @Test
  void warnsOfACurrencyThatNobodyHasAndOfAPriceThatNobodyPays() {
    assertEquals(List.of(), read("0.048 USD").warnings());
    for (String hardlyMeant : List.of("0.048 QQQ", "1500 USD")) {
      assertEquals(1, read(hardlyMeant).warnings().size(), hardlyMeant);
      assertTrue(read(hardlyMeant).warnings().get(0).contains("cost.per-vcpu-hour"));
    }
  }

  /** What is taken is a number above 0, whatever the text. */
  @Test
  void isAboveZeroWhateverTheText() {
    Random random = new Random(18);
    String likely = "0123456789.. USDeur,-+$";
    int taken = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(12);
      for (int j = 0; j < length; j++) {
        text.append(
            random.nextInt(20) == 0
                ? (char) random.nextInt(0x10000)
                : likely.charAt(random.nextInt(likely.length())));
      }
      Optional<Price> price = Price.parse(text.toString());
      taken += price.isPresent() ? 1 : 0;
      price.ifPresent(
          each -> {
            assertTrue(each.amount().signum() > 0);
            assertTrue(each.currency().matches("([A-Z]{3})?"));
          });
    }
    assertFalse(taken == 0);
  }
}
