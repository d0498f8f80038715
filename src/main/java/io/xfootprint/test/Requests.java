// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Sends the request of a test, again and again.
 *
 * @param route for messages
 * @param request sends one and returns the value of its header; null if there is none
 */
record Requests(String route, Callable<@Nullable String> request) {

  /** Sends a number of requests one after the other, and returns what each has cost. */
  List<RequestCost> send(int number) {
    List<RequestCost> costs = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      costs.add(cost(header()));
    }
    return costs;
  }

  private RequestCost cost(@Nullable String header) {
    if (header == null) {
      throw new AssertionError(
          route
              + ": the answer has no header X-Footprint; is the filter there, and does its setting"
              + " 'expose' show the header to this client?");
    }
    RequestCost cost = RequestCost.parse(header);
    if (Double.isNaN(cost.of(Figure.ALLOCATION))) {
      throw new AssertionError(
          route + ": what it allocates is unknown, as the header is '" + header + "'");
    }
    return cost;
  }

  private @Nullable String header() {
    try {
      return request.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(route + ": the request failed", e);
    }
  }
}
