// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.xfootprint.host.Host;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The secret of trusted clients. */
class HeaderSettingsTest {

  private static final Host HOST = new Host("Some CPU", "Zen 4", 1, 2, 4, true);

  private static FootprintSettings read(Map<String, String> parameters) {
    return FootprintSettings.from(new SettingSources().parameters(parameters), HOST);
  }

  private static FootprintSettings read(String name, String value) {
    return read(Map.of(name, value));
  }

  private static String message(Map<String, String> parameters) {
    return String.valueOf(
        assertThrows(SettingsException.class, () -> read(parameters)).getMessage());
  }

  @Test
  void needsASecretToTellWhomToTrust() {
    assertEquals(
        "'expose.secret' must be set when 'expose' is 'trusted', but was ''",
        message(Map.of("expose", "trusted")));
    FootprintSettings trusted = read(Map.of("expose", "trusted", "expose.secret", "hunter2"));
    assertEquals(Expose.TRUSTED, trusted.header().expose());
    assertEquals("hunter2", trusted.header().secret());
  }

  @Test
  void takesNoSecretThatAHeaderCannotCarryTheSameWayEverywhere() {
    assertEquals(
        "'expose.secret' must be ASCII characters only, but was '(not shown)' (init-param"
            + " expose.secret)",
        message(Map.of("expose", "trusted", "expose.secret", "geh\u00e9im")));
  }

  @Test
  void forgetsASecretThatNobodyNeeds() {
    assertEquals("", read("expose.secret", "hunter2").header().secret());
    assertEquals("", read(Map.of("expose", "never", "expose.secret", "x")).header().secret());
  }

  @Test
  void doesNotShowTheSecret() {
    FootprintSettings settings =
        read(Map.of("expose", "trusted", "expose.secret", "hunter2", "app", "shop"));
    assertEquals("FootprintSettings[app=shop, location=world]", settings.toString());
    String message = message(Map.of("expose", "trustd", "expose.secret", "hunter2"));
    assertFalse(message.contains("hunter2"), message);
  }
}
