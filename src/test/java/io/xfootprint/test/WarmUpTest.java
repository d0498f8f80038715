// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class WarmUpTest {

  private int sent;

  /** Sends requests whose bytes depend on how many came before. */
  private Requests requests(IntUnaryOperator bytes) {
    return new Requests("GET /", () -> "alloc-b=" + bytes.applyAsInt(sent++));
  }

  @Test
  void endsAfterTwoBlocksOfARouteThatIsSteady() {
    WarmUp.run(requests(n -> 1000));
    assertEquals(2 * WarmUp.BLOCK, sent);
  }

  @Test
  void doesNotMindAFirstRequestThatIsDear() {
    WarmUp.run(requests(n -> n == 0 ? 5_000_000 : 1000));
    assertEquals(2 * WarmUp.BLOCK, sent);
  }

  @Test
  void goesOnWhileBytesFallByMoreThanOnePerCent() {
    WarmUp.run(requests(n -> Math.max(1000, 3000 - 20 * n)));
    // The sixth block is the first one that is level, and the seventh is like it.
    assertEquals(7 * WarmUp.BLOCK, sent);
  }

  @Test
  void takesOnePerCentForTheSame() {
    WarmUp.run(requests(n -> n < WarmUp.BLOCK ? 1000 : 990));
    assertEquals(2 * WarmUp.BLOCK, sent);
  }

  @Test
  void takesMoreThanOnePerCentForAChange() {
    WarmUp.run(requests(n -> n < WarmUp.BLOCK ? 1000 : 989));
    assertEquals(3 * WarmUp.BLOCK, sent);
  }

  @Test
  void saysThatARouteDoesNotSettle() {
    AssertionError error =
        assertThrows(AssertionError.class, () -> WarmUp.run(requests(n -> 1000 + 10 * n)));
    assertEquals(
        "GET / does not settle: the median of 20 requests is 5.70 kB, that of the next 5.90 kB, after"
            + " 500 requests; a budget needs a request that does the same each time",
        error.getMessage());
    assertEquals(500, sent);
  }

  @Test
  void saysThatThereIsNoHeader() {
    AssertionError error =
        assertThrows(AssertionError.class, () -> WarmUp.run(new Requests("GET /", () -> null)));
    assertEquals(
        "GET /: the answer has no header X-Footprint; is the filter there, and does its setting"
            + " 'expose' show the header to this client?",
        error.getMessage());
  }

  @Test
  void saysThatBytesAreUnknown() {
    AssertionError error =
        assertThrows(
            AssertionError.class, () -> WarmUp.run(new Requests("GET /", () -> "cpu-us=12")));
    assertEquals(
        "GET /: what it allocates is unknown, as the header is 'cpu-us=12'", error.getMessage());
  }

  @Test
  void passesOnWhatTheRequestThrows() {
    AssertionError own = new AssertionError("status 500");
    assertEquals(own, assertThrows(AssertionError.class, () -> WarmUp.run(failing("GET /", own))));
    IOException refused = new IOException("refused");
    IllegalStateException error =
        assertThrows(
            IllegalStateException.class,
            () ->
                WarmUp.run(
                    new Requests(
                        "GET /",
                        () -> {
                          throw refused;
                        })));
    assertEquals("GET /: the request failed", error.getMessage());
    assertEquals(refused, error.getCause());
  }

  private static Requests failing(String route, Error error) {
    return new Requests(
        route,
        () -> {
          throw error;
        });
  }
}
