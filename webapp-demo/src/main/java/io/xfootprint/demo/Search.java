// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.demo;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * A full-text search that reads every product anew.
 *
 * <p>An index would answer far faster; the scan is what shops without one pay for each search.
 */
record Search(String query, int found, List<Hit> best) {
  private static final int BEST = 20;

  /** A product in which every word of the query occurs. */
  record Hit(int score, Product product) {}

  static Search run(String query, List<Product> products) {
    List<String> wanted = Words.of(query);
    List<Hit> hits =
        products.stream()
            .map(product -> new Hit(score(wanted, product), product))
            .filter(hit -> hit.score() > 0)
            .sorted(Comparator.comparingInt(Hit::score).reversed())
            .toList();
    return new Search(query, hits.size(), hits.stream().limit(BEST).toList());
  }

  /** A word in the name says most about a product, one in the description least. */
  private static int score(List<String> wanted, Product product) {
    List<String> name = Words.of(product.name());
    List<String> category = Words.of(product.category());
    List<String> description = Words.of(product.description());
    int sum = 0;
    for (String word : wanted) {
      int score =
          10 * Collections.frequency(name, word)
              + 5 * Collections.frequency(category, word)
              + Collections.frequency(description, word);
      if (score == 0) {
        return 0;
      }
      sum += score;
    }
    return sum;
  }
}
