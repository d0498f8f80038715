// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostListTest {

  @ParameterizedTest
  @CsvSource({
    "orders, orders, 80, true",
    "orders, ORDERS, 8443, true",
    "ORDERS, orders, 80, true",
    "orders, borders, 80, false",
    "orders, orders.evil.org, 80, false",
    "orders:8080, orders, 8080, true",
    "orders:8080, orders, 80, false",
    "*.example.org, a.example.org, 80, true",
    "*.example.org, a.b.example.ORG, 80, true",
    "*.example.org, example.org, 80, false",
    "*.example.org, .example.org, 80, false",
    "*.example.org, evilexample.org, 80, false",
    "*.example.org, example.org.evil.net, 80, false",
    "*.example.org:81, a.example.org, 81, true",
    "*.example.org:81, a.example.org, 80, false",
    "127.0.0.1, 127.0.0.1, 1234, true",
    "[::1]:8080, [::1], 8080, true",
    "[::1]:8080, ::1, 8080, true",
    "[::1], [::2], 8080, false",
    "orders, '', 80, false",
    "orders, , 80, false"
  })
  void allowsTheHostsOfTheList(String entry, String host, int port, boolean isAllowed) {
    assertEquals(isAllowed, new HostList(List.of("other.host", entry)).allows(host, port));
  }

  @Test
  void allowsNothingWhenItIsEmpty() {
    assertFalse(new HostList(List.of()).allows("orders", 80));
    assertTrue(new HostList(List.of()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "*.",
        "a b",
        "http://a",
        "a/",
        "a:",
        "a:123456",
        "a..b",
        "*a.b",
        "a.*",
        "::1",
        "[a"
      })
  void takesNothingElseForAHost(String text) {
    assertThrows(IllegalArgumentException.class, () -> new HostList(List.of(text)));
  }
}
