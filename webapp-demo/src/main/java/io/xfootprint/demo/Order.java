// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.demo;

import java.util.List;

/** What a customer ordered; money is in cents, the day is an ISO date. */
record Order(
    String id, String customer, String placedOn, String status, List<Line> lines, int totalCents) {

  /** One product of an order. */
  record Line(int productId, String name, int quantity, int priceCents) {}

  static Order of(String id, String customer, String placedOn, String status, List<Line> lines) {
    int total = lines.stream().mapToInt(line -> line.quantity() * line.priceCents()).sum();
    return new Order(id, customer, placedOn, status, lines, total);
  }
}
