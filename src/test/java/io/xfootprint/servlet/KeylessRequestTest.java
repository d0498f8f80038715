// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeylessRequestTest {

  private final HttpServletRequest keyless =
      KeylessRequest.of(Fakes.request(Map.of("x-footprint-key", "1234", "X-Other", "5")));

  @Test
  void hidesTheKeyUnderAnyCaseAndByAnyMethod() {
    for (String name : List.of("X-Footprint-Key", "x-footprint-key", "X-FOOTPRINT-KEY")) {
      assertNull(keyless.getHeader(name));
      assertFalse(keyless.getHeaders(name).hasMoreElements());
      assertEquals(-1, keyless.getIntHeader(name));
      assertEquals(-1, keyless.getDateHeader(name));
    }
    assertEquals(List.of("X-Other"), Collections.list(keyless.getHeaderNames()));
  }

  @Test
  void showsAllOtherHeaders() {
    assertEquals("5", keyless.getHeader("x-other"));
    assertEquals(List.of("5"), Collections.list(keyless.getHeaders("X-Other")));
    assertEquals(5, keyless.getIntHeader("X-Other"));
  }

  @Test
  void leavesARequestWithoutAKeyUnwrapped() {
    HttpServletRequest request = Fakes.request(Map.of("X-Other", "5"));
    assertSame(request, KeylessRequest.of(request));
  }
}
