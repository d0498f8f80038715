// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.header;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrailerSupportTest {

  private static boolean accepts(String... fields) {
    return TrailerSupport.accepts(Collections.enumeration(List.of(fields)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trailers",
        "TRAILERS",
        " trailers ",
        "gzip, trailers",
        "trailers,deflate;q=0.5",
        "gzip;q=0, trailers",
        "gzip;x=\"a, b\", trailers",
        "trailers;q=1",
        "trailers ; q=0.001",
        "trailers;Q=0.5",
        "trailers;x=y"
      })
  void findsTheTokenInTheList(String field) {
    assertTrue(accepts(field));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        ";",
        "gzip",
        "trailer",
        "trailers2",
        "x-trailers",
        "gzip trailers",
        "gzip;trailers",
        "gzip;x=\", trailers\"",
        "trailers;q=0",
        "trailers;q=0.0",
        "trailers; q = 0.000",
        "trailers;q=",
        "trailers;q=-1",
        "trailers;q=x"
      })
  void findsNoOther(String field) {
    assertFalse(accepts(field));
  }

  @ParameterizedTest
  @CsvSource({"gzip, trailers, true", "trailers;q=0, trailers, true", "gzip, deflate, false"})
  void readsAllFields(String first, String second, boolean expected) {
    assertEquals(expected, accepts(first, second));
  }

  @Test
  void endsOnAnyText() {
    String alphabet = "trailes,;q=01. \"\\\t\u2003";
    Random random = new Random(20261123);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(20); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertFalse(accepts("x" + text.toString().replace(',', '.')));
      assertTrue(accepts(text.toString().replace("\"", "") + ",trailers"), text::toString);
    }
  }
}
