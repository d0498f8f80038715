// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionOptionsTest {

  @ParameterizedTest
  @ValueSource(strings = {"close", "Close", " CLOSE ", "keep-alive, close", "close,TE"})
  void sayThatTheConnectionEnds(String field) {
    assertTrue(ConnectionOptions.sayClose(List.of(field)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "keep-alive", "x-close", "close-later, TE", "x=\", close\"", "clos"})
  void sayNothingByANameThatOnlyHoldsTheWord(String field) {
    assertFalse(ConnectionOptions.sayClose(List.of(field)));
  }

  @Test
  void mayStandInAnyOfTheFields() {
    assertTrue(ConnectionOptions.sayClose(List.of("TE", "close")));
    assertFalse(ConnectionOptions.sayClose(List.of()));
  }
}
