// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.demo;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All products, in the order of their ids. */
final class Catalogue {
  private final List<Product> products;
  private final Map<String, Product> byId;

  private Catalogue(List<Product> products) {
    this.products = List.copyOf(products);
    byId =
        products.stream()
            .collect(Collectors.toMap(p -> String.valueOf(p.id()), Function.identity()));
  }

  /** Reads the catalogue that is shipped with the shop. */
  static Catalogue read() {
    try (var csv =
        CsvReader.builder()
            .ofNamedCsvRecord(Catalogue.class.getResourceAsStream("catalogue.csv"))) {
      return new Catalogue(csv.stream().map(Catalogue::product).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Product product(NamedCsvRecord row) {
    return new Product(
        Integer.parseInt(row.getField("id")),
        row.getField("name"),
        row.getField("category"),
        Integer.parseInt(row.getField("price_cents")),
        row.getField("description"));
  }

  List<Product> products() {
    return products;
  }

  /** Finds a product by its id as text; empty for unknown ids and for what is no id at all. */
  Optional<Product> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }
}
