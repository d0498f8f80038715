// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathTemplateTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "orders, {id}, /orders/{id}",
        "/orders/, /{id}/, /orders/{id}",
        "//orders//, //, /orders",
        "\"\", \"\", /",
        "/, /, /",
        "/, orders, /orders",
        "orders, {id: [0-9]+}, /orders/{id}",
        "orders, \"{ id :[0-9]{2,4}/x}/items\", /orders/{id}/items",
        "files, {path: .*}, /files/{path}",
        "a{b:c}d, {e}.{f: x:y}, /a{b}d/{e}.{f}",
        "time, 12:30, /time/12:30",
        "a, {open: [, /a/{open",
        "a, b}/c:d, /a/b}/c:d",
      })
  void joinsPathsWithoutExpressions(String one, String other, String joined) {
    assertEquals(joined, PathTemplate.join(one, other));
  }

  /** Also such that JAX-RS refuses. */
  @Test
  void makesOneKindOfPathOfAnyText() {
    Random random = new Random(16);
    String letters = "/{}:.* a1[";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      String joined = PathTemplate.join(text.toString(), "end");
      assertTrue(joined.startsWith("/"), joined);
      assertFalse(joined.contains("//"), joined);
      assertFalse(joined.length() > 1 && joined.endsWith("/"), joined);
      assertEquals(joined, PathTemplate.join(joined), text::toString);
    }
  }

  /** What is made of a template that JAX-RS takes is known letter by letter. */
  @Test
  void keepsNamesAndLiteralsOfAnyTemplate() {
    Random random = new Random(16);
    String[] expressions = {"", ":x", " : [0-9]+ ", ": a{2,3}", ":[^/]*/{1}", ": (a|b:c)"};
    for (int i = 0; i < 5_000; i++) {
      StringBuilder template = new StringBuilder();
      StringBuilder plain = new StringBuilder();
      for (int part = 0; part <= random.nextInt(4); part++) {
        String name = "n" + random.nextInt(10);
        template.append("/lit").append(part).append("-{");
        template.append(name).append(expressions[random.nextInt(expressions.length)]).append('}');
        plain.append("/lit").append(part).append("-{").append(name).append('}');
      }
      assertEquals(plain.toString(), PathTemplate.join(template.toString()), template::toString);
    }
  }
}
