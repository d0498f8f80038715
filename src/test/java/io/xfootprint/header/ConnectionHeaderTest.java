// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.header;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionHeaderTest {

  @ParameterizedTest
  @ValueSource(strings = {"close", "Close", " CLOSE ", "keep-alive, close", "close,TE"})
  void sayThatTheConnectionEnds(String field) {
    assertTrue(ConnectionHeader.hasClose(List.of(field)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "keep-alive", "x-close", "close-later, TE", "x=\", close\"", "clos"})
  void sayNothingByANameThatOnlyHoldsTheWord(String field) {
    assertFalse(ConnectionHeader.hasClose(List.of(field)));
  }

  @Test
  void mayStandInAnyOfTheFields() {
    assertTrue(ConnectionHeader.hasClose(List.of("TE", "close")));
    assertFalse(ConnectionHeader.hasClose(List.of()));
  }
}
