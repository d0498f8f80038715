// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Held against what the JDK's encoders make of random text. */
class TextBytesTest {

  private static final int ROUNDS = 2_000;
  private static final int MOST_CHARACTERS = 20;

  /** Without half a pair of surrogates, which no text has. */
  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(MOST_CHARACTERS); i > 0; i--) {
      int most = 1 << (7 + random.nextInt(14));
      int character = random.nextInt(Math.min(most, Character.MAX_CODE_POINT + 1));
      boolean isHalf = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
      text.appendCodePoint(isHalf ? '-' : character);
    }
    return text.toString();
  }

  @Test
  void areExactInUtf8AndNeverTooManyElsewhere() {
    Random random = new Random(20261129);
    for (int i = 0; i < ROUNDS; i++) {
      String text = randomText(random);
      long exact = text.getBytes(StandardCharsets.UTF_8).length;
      assertEquals(exact, TextBytes.least(text, 0, text.length(), true), text);
      long least = TextBytes.least(text, 0, text.length(), false);
      for (Charset charset :
          List.of(
              StandardCharsets.ISO_8859_1,
              StandardCharsets.US_ASCII,
              StandardCharsets.UTF_8,
              StandardCharsets.UTF_16,
              Charset.forName("windows-1252"),
              Charset.forName("GB18030"))) {
        assertTrue(least <= text.getBytes(charset).length, () -> charset + ": " + text);
      }
    }
  }
}
