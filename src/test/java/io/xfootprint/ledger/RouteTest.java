// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {

  /** Visible ASCII without quote, backslash, equals sign and comma; one blank after the method. */
  private static final Pattern SAFE =
      Pattern.compile("(?=.{1,120}\\z)([!#-+\\--<>-\\[\\]-~]* )?[!#-+\\--<>-\\[\\]-~]*");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/orders/*",
        "/orders/{id}",
        "*.jsp",
        "/",
        "(default)",
        "/a;b:c@d&e+f$g!h*i'j(k)l~m",
        "/100%25"
      })
  void keepsOrdinaryPatternsAsTheyAre(String pattern) {
    assertEquals("GET " + pattern, new Route("GET", pattern).label());
  }

  @Test
  void hasNoBlankWithoutAMethod() {
    assertEquals("(other)", new Route("", "(other)").label());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`a b`, a%20b",
        "`a\"b`, a%22b",
        "`a\\b`, a%5Cb",
        "`a=b`, a%3Db",
        "`a,b`, a%2Cb",
        "`a\r\nb`, a%0D%0Ab",
        "`a\tb`, a%09b",
        "`a\u001b[31mb`, a%1B[31mb",
        "`a\u007fb`, a%7Fb",
        "`a\u0085b`, a%C2%85b",
        "`aüb`, a%C3%BCb",
        "`a\u2028b`, a%E2%80%A8b",
        "`a\uD83C\uDF31b`, a%F0%9F%8C%B1b",
        "`a\uD83Cb`, a?b",
        "`a\uDF31b`, a?b"
      })
  void encodesEverythingElse(String pattern, String expected) {
    assertEquals("GET /" + expected, new Route("GET", "/" + pattern).label());
  }

  @Test
  void isSafeForEveryCharacterInBothParts() {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      String text = "x" + (char) c + "y";
      assertSafe(new Route(text, text));
    }
  }

  @Test
  void cutsWhatIsTooLong() {
    Route route = new Route("GET", "/" + "a".repeat(8192));
    assertEquals("GET /" + "a".repeat(115), route.label());
    assertEquals(Route.MAX_LENGTH, route.label().length());
    assertSafe(new Route("M".repeat(8192), "/" + "\u2028".repeat(8192)));
  }

  @Test
  void neverCutsAnEncodedOctet() {
    for (int length = 100; length < 130; length++) {
      String label = new Route("GET", "/" + "a".repeat(length) + "é").label();
      assertTrue(label.matches("GET /a+(%C3(%A9)?)?"), label);
    }
  }

  @Test
  void isSafeForAnyText() {
    Random random = new Random(20260105);
    for (int i = 0; i < 20_000; i++) {
      assertSafe(new Route("M" + anyText(random, 30), anyText(random, 200)));
    }
  }

  @Test
  void equalsAnotherWithTheSameSafeText() {
    assertEquals(new Route("GET", "/a%20b"), new Route("GET", "/a b"));
    assertNotEquals(new Route("GET", "/a"), new Route("POST", "/a"));
  }

  @Test
  void isOrderedByLabel() {
    Route a = new Route("GET", "/a");
    Route b = new Route("GET", "/b");
    Route post = new Route("POST", "/a");
    assertEquals(
        List.of(Route.OTHER, a, b, post),
        List.copyOf(new TreeSet<>(List.of(post, b, Route.OTHER, a))));
  }

  private static String anyText(Random random, int maxLength) {
    int length = random.nextInt(maxLength);
    int range = random.nextBoolean() ? 0x80 : 0x10000;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) random.nextInt(range));
    }
    return text.toString();
  }

  private static void assertSafe(Route route) {
    assertTrue(SAFE.matcher(route.label()).matches(), route::label);
  }
}
