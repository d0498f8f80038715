// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.data;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Suggests the names that somebody who mistyped one may have meant, for error messages: {@code
 * aws/eu-west-1} for {@code eu-west1}.
 *
 * <p>Used while settings are read, never for a request. For use by any thread.
 */
public final class NearestNames {

  private static final int MAX_NAMES = 3;

  /**
   * The longest text to compare. Nobody means a name by a longer one, and the time that a
   * comparison takes grows with the length of both texts.
   */
  private static final int MAX_LENGTH = 60;

  /** The shortest text to look for inside names. A shorter one is a part of too many of them. */
  private static final int MIN_PART = 3;

  private NearestNames() {}

  /**
   * Returns up to three names, the nearest first: those that differ in case, punctuation or one
   * letter, else those that hold the text or else its words, else those at the smallest edit
   * distance, where at most a third of the text is wrong.
   *
   * @param names in the order in which equally near ones are listed
   */
  public static List<String> of(String text, Collection<String> names) {
    String wanted = letters(text);
    if (wanted.length() > MAX_LENGTH) {
      return List.of();
    }
    Map<String, String> lettersOf = new LinkedHashMap<>();
    names.forEach(name -> lettersOf.put(name, letters(name)));
    int allowed = wanted.length() / 3;
    List<String> near = nearest(lettersOf, each -> distance(wanted, each, Math.min(1, allowed)));
    if (!near.isEmpty() || wanted.length() < MIN_PART) {
      return near;
    }
    List<String> holding =
        nearest(lettersOf, each -> each.contains(wanted) ? each.indexOf(wanted) : -1);
    if (holding.isEmpty()) {
      List<String> words =
          Arrays.stream(text.split("[ ._()-]+")).map(NearestNames::letters).toList();
      holding = nearest(lettersOf, each -> words.stream().allMatch(each::contains) ? 0 : -1);
    }
    return holding.isEmpty()
        ? nearest(lettersOf, each -> distance(wanted, each, allowed))
        : holding;
  }

  /** Returns the names whose letters have the lowest rank that is not negative, shorter first. */
  private static List<String> nearest(Map<String, String> lettersOf, ToIntFunction<String> rank) {
    Map<String, Integer> ranks = new LinkedHashMap<>();
    lettersOf.forEach((name, letters) -> ranks.put(name, rank.applyAsInt(letters)));
    ranks.values().removeIf(each -> each < 0);
    int best = ranks.values().stream().mapToInt(each -> each).min().orElse(0);
    return ranks.keySet().stream()
        .filter(name -> ranks.getOrDefault(name, -1) == best)
        .sorted(Comparator.comparingInt(String::length))
        .limit(MAX_NAMES)
        .toList();
  }

  /** Returns the text without what people vary most: case, blanks and punctuation. */
  private static String letters(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[ ._()-]", "");
  }

  /**
   * Returns how many letters must be added, left out or replaced to make one text the other, the
   * Levenshtein distance; -1 if more than allowed.
   */
  static int distance(String from, String to, int allowed) {
    if (Math.abs(from.length() - to.length()) > allowed) {
      return -1;
    }
    // One row of the usual table is enough: a cell needs its left, upper and diagonal neighbours.
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()] <= allowed ? row[to.length()] : -1;
  }
}
