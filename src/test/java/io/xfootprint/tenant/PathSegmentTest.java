// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.servlet.RequestDispatcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathSegmentTest {

  private static @Nullable String segment(
      int number, @Nullable String start, @Nullable String end) {
    return new PathSegment(number).of(new TenantRequest().path(start, end));
  }

  /** The columns: the number, the path of the servlet, the path behind it, the segment. */
  @ParameterizedTest
  @CsvSource({
    "1, /t/acme/orders,           , t",
    "2, /t/acme/orders,           , acme",
    "3, /t/acme/orders,           , orders",
    "4, /t/acme/orders,           ,",
    "1, '',            /acme      , acme",
    "2, '',            /acme      ,",
    "2, '',            /t/acme    , acme",
    "1, /api,          /t/acme/17 , api",
    "2, /api,          /t/acme/17 , t",
    "3, /api,          /t/acme/17 , acme",
    "4, /api,          /t/acme/17 , 17",
    "5, /api,          /t/acme/17 ,",
    "3, /api/v2,       /acme      , acme",
    "1, /acme,                    , acme",
    "1, /acme.html,               , acme.html",
    "2, /a b/M\u00FCller;x=1,     , M\u00FCller;x=1",
    "1, /,                        , ''",
    "2, /t/,                      , ''",
    "2, /t//orders,               , ''",
    "9, /1/2/3/4/5/6/7/8/9/10,    , 9",
    "1, '',                       ,",
    "1,   ,                       ,"
  })
  void findsASegmentInBothPartsOfAPath(
      int number, @Nullable String start, @Nullable String end, @Nullable String segment) {
    assertEquals(segment, segment(number, start, end));
  }

  /** Undertow shows the path of the forward, once the application has forwarded the request. */
  @Test
  void findsASegmentOfThePathThatTheClientHasSent() {
    TenantRequest forwarded =
        new TenantRequest()
            .path("/WEB-INF/orders.jsp", null)
            .attribute(RequestDispatcher.FORWARD_SERVLET_PATH, "/t")
            .attribute(RequestDispatcher.FORWARD_PATH_INFO, "/acme/orders");
    assertEquals("acme", new PathSegment(2).of(forwarded));
    TenantRequest withoutInfo =
        new TenantRequest()
            .path("/WEB-INF/orders.jsp", "/x/y")
            .attribute(RequestDispatcher.FORWARD_SERVLET_PATH, "/t/acme");
    assertEquals("acme", new PathSegment(2).of(withoutInfo));
    assertNull(new PathSegment(3).of(withoutInfo));
  }
}
