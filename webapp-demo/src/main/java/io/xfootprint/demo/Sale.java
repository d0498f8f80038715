// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.demo;

import java.time.Month;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** One sale of last year. */
record Sale(Month month, Product product, int units) {
  private static final int COUNT = 20_000;

  /** Makes up a year of sales, the same at every start. */
  static List<Sale> year(Catalogue catalogue) {
    var random = new Random(1815);
    List<Product> products = catalogue.products();
    return Stream.generate(
            () ->
                new Sale(
                    Month.of(1 + random.nextInt(12)),
                    products.get(random.nextInt(products.size())),
                    1 + random.nextInt(9)))
        .limit(COUNT)
        .toList();
  }
}
