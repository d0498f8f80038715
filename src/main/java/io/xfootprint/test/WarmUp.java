// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.test;

/**
 * The requests before those that count: blocks of {@value #BLOCK}, until the medians of bytes of
 * two successive ones differ by at most 1 %.
 */
final class WarmUp {

  static final int BLOCK = 20;
  static final int MOST_BLOCKS = 25;

  private static final double SAME = 0.01;

  private WarmUp() {}

  /**
   * Sends requests until the route is warm.
   *
   * @throws AssertionError if it is not after {@value #MOST_BLOCKS} blocks
   */
  static void run(Requests requests) {
    double before = block(requests);
    double now = before;
    for (int blocks = 2; blocks <= MOST_BLOCKS; blocks++) {
      before = now;
      now = block(requests);
      if (Math.abs(now - before) <= SAME * before) {
        return;
      }
    }
    throw new AssertionError(
        "%s does not settle: the median of %d requests is %s, that of the next %s, after %d requests; a budget needs a request that does the same each time"
            .formatted(
                requests.route(),
                BLOCK,
                Figure.ALLOCATION.text(before),
                Figure.ALLOCATION.text(now),
                BLOCK * MOST_BLOCKS));
  }

  private static double block(Requests requests) {
    return RequestCost.median(requests.send(BLOCK)).of(Figure.ALLOCATION);
  }
}
