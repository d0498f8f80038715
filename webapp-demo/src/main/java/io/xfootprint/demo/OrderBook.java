// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The orders 1001 to 1500. */
final class OrderBook {
  private static final int FIRST = 1001;
  private static final int COUNT = 500;
  private static final LocalDate OPENING = LocalDate.of(2026, 1, 2);
  private static final List<String> CUSTOMERS =
      List.of("Ada", "Blaise", "Grace", "Hedy", "Katherine", "Konrad", "Mary", "Radia");
  private static final List<String> STATES = List.of("delivered", "packed", "paid", "returned");

  private final Map<String, Order> byId;

  private OrderBook(Stream<Order> orders) {
    byId = orders.collect(Collectors.toUnmodifiableMap(Order::id, Function.identity()));
  }

  /** Makes up orders of 1 to 5 lines. The seed is fixed, so every start has the same orders. */
  static OrderBook of(Catalogue catalogue) {
    var random = new Random(1842);
    return new OrderBook(
        IntStream.range(0, COUNT).mapToObj(n -> order(n, catalogue.products(), random)));
  }

  Optional<Order> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  private static Order order(int n, List<Product> products, Random random) {
    String customer = pick(CUSTOMERS, random);
    String status = pick(STATES, random);
    List<Order.Line> lines =
        Stream.generate(() -> line(pick(products, random), 1 + random.nextInt(3)))
            .limit(1 + random.nextInt(5))
            .toList();
    String placedOn = OPENING.plusDays(n / 2).toString();
    return Order.of(String.valueOf(FIRST + n), customer, placedOn, status, lines);
  }

  private static Order.Line line(Product product, int quantity) {
    return new Order.Line(product.id(), product.name(), quantity, product.priceCents());
  }

  private static <T> T pick(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
