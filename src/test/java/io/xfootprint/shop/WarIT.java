// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What the build of an application puts into its WAR because of the filter. */
class WarIT {

  /** Nor one that only tests need. */
  @Test
  void holdsNoLibraryThatOnlyTheFilterNeeds() throws IOException {
    try (JarFile war = new JarFile(System.getProperty("demo.war"))) {
      List<String> libraries =
          war.stream()
              .map(JarEntry::getName)
              .filter(name -> name.startsWith("WEB-INF/lib/") && name.endsWith(".jar"))
              .toList();
      assertTrue(libraries.stream().anyMatch(name -> name.contains("x-footprint")));
      assertEquals(
          List.of(),
          libraries.stream()
              .filter(
                  name ->
                      name.matches(".*(mustache|uplot|junit|opentest4j|apiguardian|hamcrest).*"))
              .toList());
    }
  }
}
