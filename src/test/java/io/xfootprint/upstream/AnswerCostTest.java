// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.greenbytes.http.sfv.Parser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerCostTest {

  private static final int ROUNDS = 20_000;

  private static final String OWN = "energy-uj=7070, co2e-ng=873";

  private static @Nullable UpstreamSum cost(String... fields) {
    return AnswerCost.of(List.of(fields));
  }

  private static UpstreamSum told(long unknown, long nanojoules, long picograms) {
    return new UpstreamSum(1, 1, unknown, nanojoules, picograms);
  }

  @Test
  void readsWhatTheServiceItselfHasCost() {
    assertEquals(
        told(0, 7_070_000, 873_000),
        cost("cpu-us=1840, alloc-b=265000, energy-uj=7070, co2e-ng=873"));
    assertEquals(told(0, 70_000, 29), cost("energy-uj=70, co2e-ng=0.029, partial, estimated"));
    assertEquals(told(0, 5_210, 0), cost("energy-uj=5.21, co2e-ng=0"));
  }

  @Test
  void addsWhatTheServiceWasTold() {
    assertEquals(told(0, 7_100_500, 877_001), cost(OWN + ", up-energy-uj=30.5, up-co2e-ng=4.001"));
    assertEquals(
        told(2, 7_100_000, 877_000), cost(OWN + ", up-energy-uj=30, up-co2e-ng=4, up-unknown=2"));
    assertEquals(told(3, 7_070_000, 873_000), cost(OWN + ", up-unknown=3"));
  }

  @Test
  void takesAServiceThatDoesNotKnowItsOwnCostForUnknown() {
    assertEquals(UpstreamSum.SILENT, cost("cpu-us=1840"));
    assertEquals(UpstreamSum.SILENT, cost(""));
    assertEquals(UpstreamSum.SILENT, cost("energy-uj=7070"));
    assertEquals(told(1, 30_000, 4_000), cost("alloc-b=7, up-energy-uj=30, up-co2e-ng=4"));
  }

  @Test
  void joinsTheFieldsOfAnAnswer() {
    assertEquals(told(0, 7_070_000, 873_000), cost("energy-uj=7070", "co2e-ng=873"));
    assertNull(cost(OWN, OWN));
  }

  @Test
  void readsPastMembersOfOthers() {
    assertEquals(
        told(0, 7_070_000, 873_000),
        cost(
            "a=\"x, y=\\\"\", b=(1 2.5 \"c\");d;e=?0, energy-uj=7070;q=1.5, f=:aGk=:, *g=*t/o:k,"
                + "\t h=?1 , i=-4, j=@1659578233, k=%\"f%c3%bc\", l;m=2, co2e-ng=873"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "energy-uj=abc, co2e-ng=1",
        "energy-uj=\"5\", co2e-ng=1",
        "energy-uj=?1, co2e-ng=1",
        "energy-uj, co2e-ng=1",
        "energy-uj=(5), co2e-ng=1",
        "energy-uj=:aGk=:, co2e-ng=1",
        "energy-uj=@5, co2e-ng=1",
        "energy-uj=NaN, co2e-ng=1",
        "energy-uj=Infinity, co2e-ng=1",
        "energy-uj=1e9, co2e-ng=1",
        "energy-uj=0x10, co2e-ng=1",
        "energy-uj=-1, co2e-ng=1",
        "energy-uj=-0.001, co2e-ng=1",
        "energy-uj=5, co2e-ng=-1",
        "energy-uj=1., co2e-ng=1",
        "energy-uj=.5, co2e-ng=1",
        "energy-uj=1.2345, co2e-ng=1",
        "energy-uj=1000000000000.5, co2e-ng=1",
        "energy-uj=1000000000001, co2e-ng=1",
        "energy-uj=1, co2e-ng=1000000000000.001",
        "energy-uj=9223372036854775808, co2e-ng=1",
        "energy-uj=999999999999999999999999999999, co2e-ng=1",
        "energy-uj=600000000000, co2e-ng=1, up-energy-uj=600000000000, up-co2e-ng=1",
        "energy-uj=5, energy-uj=5, co2e-ng=1",
        "energy-uj=5, co2e-ng=1, up-unknown=1.0",
        "energy-uj=5, co2e-ng=1, up-unknown=1000001",
        "energy-uj=5, co2e-ng=1, up-unknown=-1",
        "energy-uj=5, co2e-ng=1,",
        ", energy-uj=5, co2e-ng=1",
        "energy-uj=5,, co2e-ng=1",
        "energy-uj =5, co2e-ng=1",
        "energy-uj= 5, co2e-ng=1",
        "energy-uj=5; co2e-ng=1, ",
        "energy-uj=5 co2e-ng=1",
        "Energy-uj=5, co2e-ng=1",
        "energy-uj=5, co2e-ng=1, a=\"x",
        "energy-uj=5, co2e-ng=1, a=(1",
        "energy-uj=5, co2e-ng=1, \u00e9=1",
        "energy-uj=5, co2e-ng=1, a=\"\u0000\"",
        "\u0000",
        "<script>",
      })
  void takesNothingOfWhatIsNotSound(String field) {
    assertNull(cost(field));
  }

  @Test
  void takesTheLargestThatIsAllowed() {
    assertEquals(
        told(1_000_000, AnswerCost.MAX_THOUSANDTHS, AnswerCost.MAX_THOUSANDTHS),
        cost("energy-uj=1000000000000, co2e-ng=1000000000000, up-unknown=1000000"));
  }

  @Test
  void doesNotReadWhatIsTooLong() {
    String padding = ", a=" + "1".repeat(15);
    assertNull(cost(OWN + padding.repeat(200)));
    assertNull(cost(OWN, " ".repeat(AnswerCost.MAX_LENGTH)));
    String huge = OWN + ", a=\"" + "x".repeat(10_000_000) + "\"";
    String members =
        IntStream.range(0, 10_000).mapToObj(i -> "k" + i + "=1").collect(Collectors.joining(", "));
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          for (int i = 0; i < 1_000; i++) {
            assertNull(cost(huge));
            assertNull(cost(members));
            assertNull(AnswerCost.of(Collections.nCopies(1_000_000, "")));
          }
        });
  }

  /**
   * The other parser knows no dates and no display strings, wants more of byte sequences, and takes
   * blanks alone for no Dictionary.
   */
  @Test
  void readsWhatAParserOfTheStandardReads() {
    Random random = new Random(20260711);
    int read = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String text = mutated(random).replaceAll("^ +| +$", "");
      boolean isDictionary = isDictionary(text);
      FieldReader reader = new FieldReader(text);
      boolean isRead = isRead(reader);
      assertEquals(isDictionary, isRead, text);
      UpstreamSum cost = cost(text);
      if (cost != null) {
        assertTrue(isDictionary, text);
        assertTrue(cost.nanojoules() >= 0 && cost.nanojoules() <= AnswerCost.MAX_THOUSANDTHS);
        assertTrue(cost.picograms() >= 0 && cost.picograms() <= AnswerCost.MAX_THOUSANDTHS);
        assertTrue(cost.unknown() >= 0 && cost.unknown() <= 1_000_001);
        read++;
      }
    }
    assertTrue(read > ROUNDS / 20 && read < ROUNDS * 19 / 20, read + " were read");
  }

  private static boolean isRead(FieldReader reader) {
    if (reader.isAtEnd()) {
      return true;
    }
    do {
      if (reader.key().isEmpty() || !(reader.take('=') ? reader.value() : reader.parameters())) {
        return false;
      }
      if (reader.takeEnd()) {
        return true;
      }
    } while (reader.takeComma());
    return false;
  }

  private static boolean isDictionary(String text) {
    try {
      assertNotNull(Parser.parseDictionary(text));
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static final List<String> PARTS =
      List.of(
          "energy-uj=",
          "co2e-ng=",
          "up-energy-uj=",
          "up-co2e-ng=",
          "up-unknown=",
          "cpu-us=",
          "a",
          "*b",
          "partial",
          ", ",
          ",",
          " ",
          "\t",
          ";",
          ";x=1",
          "=",
          "5",
          "0.5",
          "-",
          "-7",
          "12.345",
          "999999999999999",
          "1234567890123456",
          "123456789012.5",
          "\"",
          "\"s\"",
          "\\",
          "(",
          ")",
          "(1 a);y",
          "?1",
          "?0",
          "?",
          "tok/en",
          "A",
          "_",
          ".",
          "é",
          "\u0000");

  private static String mutated(Random random) {
    StringBuilder text =
        new StringBuilder(
            random.nextInt(4) == 0 ? "" : "cpu-us=1840, alloc-b=265000, " + OWN + ", up-unknown=1");
    for (int changes = random.nextInt(6); changes > 0; changes--) {
      int at = random.nextInt(text.length() + 1);
      switch (random.nextInt(3)) {
        case 0 -> text.insert(at, PARTS.get(random.nextInt(PARTS.size())));
        case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(3)));
        default -> text.append(", a=").append(PARTS.get(random.nextInt(PARTS.size())));
      }
    }
    return text.toString();
  }
}
