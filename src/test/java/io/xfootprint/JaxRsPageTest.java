// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page on JAX-RS shows code that runs, in {@code JaxRsTest}. */
class JaxRsPageTest {

  private static final Path SHOP = Path.of("src/test/java/io/xfootprint/jaxrs/shop");
  private static final Pattern CODE =
      Pattern.compile("```java\\n(.*?class (\\w+).*?)```", Pattern.DOTALL);

  @Test
  void showsClassesOfTheTest() throws IOException {
    List<MatchResult> shown =
        CODE.matcher(Files.readString(Path.of("src/site/markdown/jax-rs.md"))).results().toList();
    assertEquals(2, shown.size());
    for (MatchResult each : shown) {
      String source = Files.readString(SHOP.resolve(each.group(2) + ".java"));
      assertTrue(source.endsWith("\n" + each.group(1)), each::group);
    }
  }
}
