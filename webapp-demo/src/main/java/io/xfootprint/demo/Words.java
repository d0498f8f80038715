// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.demo;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/** Splits text into words that compare equal whatever their case and accents. */
final class Words {
  private Words() {}

  /** Returns the words of a text: {@code "Café mug"} gives {@code [cafe, mug]}. */
  static List<String> of(String text) {
    // Decomposed, an accent is a character of its own, which can be left out.
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    for (char c : decomposed.toCharArray()) {
      if (Character.isLetterOrDigit(c)) {
        word.append(Character.toLowerCase(c));
      } else if (Character.getType(c) != Character.NON_SPACING_MARK) {
        end(word, words);
      }
    }
    end(word, words);
    return words;
  }

  private static void end(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }
}
