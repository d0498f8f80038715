// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.host.Host;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreSettingsTest {

  private static final String SECRET = "S3cr3t-Pw";

  private static FootprintSettings read(Map<String, String> parameters) {
    return FootprintSettings.from(new SettingSources().parameters(parameters), Host.unknown(2));
  }

  private static Optional<StoreSettings> storeOf(Map<String, String> parameters) {
    return read(parameters).store();
  }

  private static String failure(Map<String, String> parameters) {
    return String.valueOf(
        assertThrows(SettingsException.class, () -> read(parameters)).getMessage());
  }

  @Test
  void keepsTotalsInMemoryByDefault() {
    assertEquals(Optional.empty(), storeOf(Map.of()));
    assertEquals(Optional.empty(), storeOf(Map.of("store.interval", "5s", "store.password", "x")));
  }

  @Test
  void readsWhereTotalsAreKept() {
    assertEquals(
        Optional.of(
            new StoreSettings(
                "jdbc:postgresql://db/shop",
                "",
                "",
                Duration.ofSeconds(10),
                Duration.ofDays(1096),
                "init-param store")),
        storeOf(Map.of("store", "jdbc:postgresql://db/shop")));
    StoreSettings all =
        storeOf(
                Map.of(
                    "store", "java:comp/env/jdbc/footprint",
                    "store.user", "shop",
                    "store.password", SECRET,
                    "store.interval", "1m",
                    "store.retention", "400d"))
            .orElseThrow();
    assertTrue(all.isJndiName());
    assertEquals("shop", all.user());
    assertEquals(SECRET, all.password());
    assertEquals(Duration.ofMinutes(1), all.interval());
    assertEquals(Duration.ofDays(400), all.retention());
  }

  @Test
  void keepsHoursForEverOnRequest() {
    Map<String, String> forEver = Map.of("store", "jdbc:h2:mem:x", "store.retention", "0");
    assertEquals(Duration.ZERO, storeOf(forEver).orElseThrow().retention());
  }

  @Test
  void saysWhichRuleIsBroken() {
    assertEquals(
        "'store' must be a JDBC URL like jdbc:postgresql://db/shop, or the JNDI name of a"
            + " DataSource like java:comp/env/jdbc/footprint, but was './footprint' (init-param"
            + " store)",
        failure(Map.of("store", "./footprint")));
    assertEquals(
        "'store.interval' must be a duration such as 60s, from 100ms to 1h, but was '2h'"
            + " (init-param store.interval)",
        failure(Map.of("store.interval", "2h")));
    assertEquals(
        "'store.retention' must be 0 or a duration such as 60s, from 7d to 36500d, but was '1d'"
            + " (init-param store.retention)",
        failure(Map.of("store.retention", "1d")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ldap://host/x", "rmi://host/x", "JDBC:h2:mem:x", "dns:x", " "})
  void takesNoNameThatIsRemote(String address) {
    if (address.isBlank()) {
      assertEquals(Optional.empty(), storeOf(Map.of("store", address)));
    } else {
      assertTrue(failure(Map.of("store", address)).startsWith("'store' must be a JDBC URL"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db:5432/shop?user=u&password=S3cr3t-Pw, jdbc:postgresql://db:5432/shop",
    "jdbc:h2:file:./shop;PASSWORD=S3cr3t-Pw, jdbc:h2:file:./shop",
    "jdbc:mysql://u:S3cr3t-Pw@db/shop, jdbc:mysql://***",
    "jdbc:mysql://u:S3c@r3t-Pw@db/shop, jdbc:mysql://***",
    "jdbc:oracle:thin:scott/S3cr3t-Pw@//db/shop, jdbc:oracle:***",
    "jdbc:mysql://(host=db)(password=S3cr3t-Pw)/shop, (not shown)",
    "java:comp/env/jdbc/footprint, java:comp/env/jdbc/footprint"
  })
  void showsNoSecretOfAnAddress(String address, String shown) {
    assertEquals(shown, storeOf(Map.of("store", address)).orElseThrow().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://u:S3cr3t-Pw@db/shop",
        "Jdbc:postgresql://db/shop?password=S3cr3t-Pw",
        "host=db user=u password=S3cr3t-Pw",
        "https://u:S3cr3t-Pw@db",
        "u:S3cr3t-Pw@db"
      })
  void showsNoSecretOfWhatWasMeantToBeAnAddress(String address) {
    assertFalse(failure(Map.of("store", address)).contains(SECRET));
    for (String mistyped : List.of("stores", "stroe", "database", "url", "store.url")) {
      String message = failure(Map.of(mistyped, address));
      assertFalse(message.contains(SECRET), message);
    }
  }

  @Test
  void showsNoSecretInTheTextOfSettings() {
    FootprintSettings settings =
        read(
            Map.of(
                "store", "jdbc:postgresql://db/shop?password=" + SECRET, "store.password", SECRET));
    assertFalse(settings.toString().contains(SECRET));
    assertFalse(settings.store().toString().contains(SECRET));
  }

  @Test
  void showsNoPartOfRandomSecrets() {
    Random random = new Random(20261126);
    String marks = "@/:;?&=%()\\'\" aZ9";
    for (int i = 0; i < 5_000; i++) {
      StringBuilder secret = new StringBuilder("QQ");
      random
          .ints(random.nextInt(12), 0, marks.length())
          .forEach(mark -> secret.append(marks.charAt(mark)));
      secret.append("QQ");
      for (String form :
          List.of(
              "jdbc:mysql://u:%s@db/s", "jdbc:a:b/%s@//db", "jdbc:postgresql://d/s?password=%s")) {
        String shown = StoreSettings.shown(form.replace("%s", secret));
        assertFalse(shown.contains("QQ"), () -> form + " with " + secret + ": " + shown);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop\u0000", "a\nb", "\ud800", "\u0085x"})
  void takesNoNameOfAnApplicationThatADatabaseCannotKeep(String name) {
    assertTrue(failure(Map.of("app", "x" + name + "x")).startsWith("'app' must be 1 to 200"));
  }

  @Test
  void takesLongNamesOfApplicationsUpToALimit() {
    assertEquals(200, read(Map.of("app", "é".repeat(200))).app().length());
    assertTrue(failure(Map.of("app", "x".repeat(201))).startsWith("'app' must be 1 to 200"));
  }
}
