// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineTest {

  private static final String TEXT =
      """
      {
        "GET /a" : {
          "java-8" : {
            "alloc_b" : 7
          },
          "java-%d" : {
            "alloc_b" : 31200,
            "cpu_us" : 210.5,
            "energy_uj" : 0.029
          }
        },
        "GET /b" : {
          "java-9" : {
            "alloc_b" : 999999999999999
          }
        }
      }
      """
          .formatted(Baseline.RELEASE);

  @Test
  void isWrittenAsItWasRead() throws IOException {
    assertEquals(TEXT, Baseline.parse(TEXT).text());
  }

  @Test
  void isTheSameInWhateverOrderRoutesCome() throws IOException {
    RequestCost one = RequestCost.parse("alloc-b=1, cpu-us=2");
    RequestCost two = RequestCost.parse("cpu-us=20, alloc-b=10");
    Baseline empty = Baseline.parse("");
    assertEquals(
        empty.with("GET /b", two).with("GET /a", one).text(),
        empty.with("GET /a", two).with("GET /a", one).with("GET /b", two).text());
  }

  @Test
  void keepsOtherReleasesOfARoute() throws IOException {
    String renewed = Baseline.parse(TEXT).with("GET /b", RequestCost.parse("alloc-b=5")).text();
    assertTrue(renewed.contains("999999999999999"), renewed);
    assertTrue(renewed.indexOf("java-9") < renewed.lastIndexOf("java-" + Baseline.RELEASE));
  }

  @Test
  void findsTheCostOnThisRelease() throws IOException {
    Map.Entry<Integer, RequestCost> found = Baseline.parse(TEXT).find("GET /a").orElseThrow();
    assertEquals(Baseline.RELEASE, found.getKey());
    assertEquals(31_200, found.getValue().of(Figure.ALLOCATION));
    assertEquals(210.5, found.getValue().of(Figure.CPU));
    assertEquals(0.029, found.getValue().of(Figure.ENERGY));
    assertTrue(Baseline.parse(TEXT).find("GET /c").isEmpty());
  }

  @Test
  void findsTheNearestEarlierReleaseElseTheFirstLaterOne() throws IOException {
    String text = "{\"GET /\":{\"java-8\":{\"alloc_b\":8},\"java-9\":{\"alloc_b\":9},%s}}";
    String later = "\"java-1000\":{\"alloc_b\":1},\"java-2000\":{\"alloc_b\":2}";
    assertEquals(9, Baseline.parse(text.formatted(later)).find("GET /").orElseThrow().getKey());
    assertEquals(
        1000, Baseline.parse("{\"GET /\":{" + later + "}}").find("GET /").orElseThrow().getKey());
  }

  @Test
  void leavesOutWhatIsUnknown() throws IOException {
    String text = Baseline.parse("").with("GET /", RequestCost.parse("alloc-b=8")).text();
    assertTrue(!text.contains("cpu_us") && text.contains("\"alloc_b\" : 8\n"), text);
  }

  @Test
  void readsRoutesWithAnySign() throws IOException {
    String route = "GET /\"a\"\\{id}\u0001\u00e4/*";
    Baseline baseline = Baseline.parse("").with(route, RequestCost.parse("alloc-b=8"));
    assertTrue(Baseline.parse(baseline.text()).find(route).isPresent());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          []                                                  | line 1: there must be an object of routes
          7                                                   | line 1: there must be an object of routes
          {} {}                                               | line 1: nothing may follow the last brace
          {"GET /": 7}                                        | line 1: there must be an object of releases of Java
          {"GET /": {"17": {}}}                               | line 1: a release must be like 'java-17', but was '17'
          {"GET /": {"java-17": 7}}                           | line 1: there must be an object of figures
          {"GET /": {"java-17": {}}}                          | line 1: 'alloc_b' is missing
          {"GET /": {"java-17": {"bytes": 1}}}                | line 1: a figure must be alloc_b, cpu_us or energy_uj, but was 'bytes'
          {"GET /": {"java-17": {"alloc_b": "1"}}}            | line 1: 'alloc_b' must be a number from 0 to 999999999999999, but was '1'
          {"GET /": {"java-17": {"alloc_b": -1}}}             | line 1: 'alloc_b' must be a number from 0 to 999999999999999, but was '-1'
          {"GET /": {"java-17": {"alloc_b": 1e400}}}          | line 1: 'alloc_b' must be a number from 0 to 999999999999999, but was '1e400'
          {"GET /": {"java-17": {"alloc_b": null}}}           | line 1: 'alloc_b' must be a number from 0 to 999999999999999, but was 'null'
          {"GET /": {"java-17": {"alloc_b": {"a": [[]]}}}}    | line 1: 'alloc_b' must be a number from 0 to 999999999999999, but was '{'
          {"GET /": {}, "GET /": {}}                          | line 1: Duplicate field 'GET /'
          """)
  void saysWhatIsWrong(String text, String message) {
    IOException error = assertThrows(IOException.class, () -> Baseline.parse(text));
    assertEquals(message, error.getMessage());
  }

  @Test
  void saysTheLineOfAMergeThatIsNotDone() {
    String text = TEXT.replace("    \"java-9\"", "<<<<<<< ours\n    \"java-9\"");
    IOException error = assertThrows(IOException.class, () -> Baseline.parse(text));
    assertTrue(String.valueOf(error.getMessage()).startsWith("line 13: "), error::getMessage);
  }

  @Test
  void survivesAnyText() {
    Random random = new Random(17);
    String signs = "{}[]\":,0123456789.eE+-\\u nultrfas\u0000\u00e4\ud800\n";
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(TEXT);
      for (int change = random.nextInt(3); change >= 0; change--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, signs.charAt(random.nextInt(signs.length())));
          case 1 -> text.insert(at, signs.charAt(random.nextInt(signs.length())));
          default -> text.delete(at, Math.min(text.length(), at + random.nextInt(20)));
        }
      }
      try {
        String again = Baseline.parse(text.toString()).text();
        assertEquals(again, Baseline.parse(again).text());
        read++;
      } catch (IOException e) {
        assertTrue(String.valueOf(e.getMessage()).startsWith("line "), e::getMessage);
      }
    }
    assertTrue(read > 1_000 && read < 19_000, "read " + read);
  }

  @Test
  void isNotReadDeep() {
    String text = "{\"a\":".repeat(100_000);
    assertThrows(IOException.class, () -> Baseline.parse(text));
  }
}
