// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternsTest {

  private static final PathPatterns PATTERNS =
      new PathPatterns(List.of("/health", "/static/*", "*.png"));

  @ParameterizedTest
  @CsvSource({
    "/health, true",
    "/health/, false",
    "/healthy, false",
    "/static, true",
    "/static/, true",
    "/static/css/a.css, true",
    "/statics, false",
    "/pictures/a.png, true",
    "/png, false",
    "/orders, false"
  })
  void matchesAsWebXmlDoes(String path, boolean matches) {
    assertEquals(matches, PATTERNS.matches(path, ""));
  }

  /** A request has its path in two parts, which a pattern may end in or reach across. */
  @ParameterizedTest
  @ValueSource(
      strings = {"/health", "/static/css/a.css", "/statics", "/a.png/b", "/pictures/a.png"})
  void matchesAPathInTwoParts(String path) {
    boolean whole = PATTERNS.matches(path, "");
    for (int i = 0; i <= path.length(); i++) {
      assertEquals(whole, PATTERNS.matches(path.substring(0, i), path.substring(i)), path + i);
    }
  }

  @Test
  void matchesNothingWithoutPatterns() {
    assertFalse(new PathPatterns(List.of()).matches("/", ""));
  }
}
