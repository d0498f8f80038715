// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/** A build of the demo with a line more in a servlet. */
final class PlantedBuild {

  private static final Path SOURCES = Path.of("webapp-demo/src/main/java/io/xfootprint/demo");
  private static final String BEGIN = "throws IOException {";

  private final Path shop;

  /**
   * Creates a build that is like all others.
   *
   * @param shop the unpacked WAR, which it changes
   */
  PlantedBuild(Path shop) {
    this.shop = shop;
  }

  /** Has a servlet execute some code before each request. */
  PlantedBuild plant(String servlet, String code) throws IOException {
    String source = Files.readString(SOURCES.resolve(servlet + ".java"));
    assertTrue(source.contains(BEGIN), source);
    Path changed = Files.createTempDirectory(shop, "planted").resolve(servlet + ".java");
    Files.writeString(changed, source.replaceFirst("\\Q" + BEGIN + "\\E", BEGIN + "\n" + code));
    Path classes = shop.resolve("WEB-INF/classes");
    String classPath = classes + File.pathSeparator + System.getProperty("java.class.path");
    assertEquals(
        0,
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-nowarn",
                "--release",
                "17",
                "-cp",
                classPath,
                "-d",
                classes.toString(),
                changed.toString()));
    return this;
  }
}
