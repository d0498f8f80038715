// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.demo;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.math.BigDecimal;
import java.time.Month;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Units and revenue of every product in every month of a year. */
final class SalesReport {
  private final Map<Month, TreeMap<Product, Integer>> unitsByMonth;

  private SalesReport(Map<Month, TreeMap<Product, Integer>> unitsByMonth) {
    this.unitsByMonth = unitsByMonth;
  }

  static SalesReport of(List<Sale> sales) {
    return new SalesReport(
        sales.stream()
            .collect(
                groupingBy(
                    Sale::month,
                    TreeMap::new,
                    groupingBy(
                        Sale::product,
                        () -> new TreeMap<>(Comparator.comparingInt(Product::id)),
                        summingInt(Sale::units)))));
  }

  /** Writes one row per month and product; the revenue is in euros. */
  void writeTo(CsvWriter csv) {
    csv.writeRecord("month", "product_id", "name", "category", "units", "revenue_eur");
    unitsByMonth.forEach(
        (month, products) ->
            products.forEach((product, units) -> writeRow(csv, month, product, units)));
  }

  private static void writeRow(CsvWriter csv, Month month, Product product, int units) {
    csv.writeRecord(
        month.toString(),
        String.valueOf(product.id()),
        product.name(),
        product.category(),
        String.valueOf(units),
        BigDecimal.valueOf((long) units * product.priceCents(), 2).toPlainString());
  }
}
