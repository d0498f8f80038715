// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.header;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeaderFieldsTest {

  private static final String ALPHABET = "a,;\"\\ \t=\u00e9";

  @Test
  void splitsAtSeparatorsOutsideQuotes() {
    assertEquals(List.of("a", "b;c"), HeaderFields.split("a, b;c", ','));
    assertEquals(
        List.of("a;desc=\"x, \\\", y\"", "b"),
        HeaderFields.split("a;desc=\"x, \\\", y\" ,\tb", ','));
  }

  @Test
  void leavesOutEmptyParts() {
    assertEquals(List.of(), HeaderFields.split("", ','));
    assertEquals(List.of("a"), HeaderFields.split(" ,, a,", ','));
  }

  @Test
  void takesAnOpenQuoteToTheEnd() {
    assertEquals(List.of("a", "\"b, c"), HeaderFields.split("a, \"b, c", ','));
    assertEquals(List.of("\"\\"), HeaderFields.split("\"\\", ','));
  }

  @Test
  void losesNothingButBlanksAndSeparatorsOfAnyText() {
    Random random = new Random(20261122);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(30); length > 0; length--) {
        text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
      List<String> parts = HeaderFields.split(text.toString(), ',');
      assertEquals(letters(text.toString()), letters(String.join("", parts)));
      assertFalse(parts.contains(""));
      assertEquals(parts, HeaderFields.split(String.join(",", parts), ','), text::toString);
    }
  }

  private static String letters(String text) {
    return text.replaceAll("[, \t]", "");
  }
}
