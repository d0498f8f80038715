// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The WAR of an {@link Application}: the handlers of the tests, and beside them the jars that a
 * user gets with the filter, as the demo was built with them.
 */
final class War {

  private static final String LIBRARIES = "WEB-INF/lib/";

  /** What the demo has for itself. */
  private static final Pattern OF_THE_DEMO =
      Pattern.compile(
          LIBRARIES
              + "(h2|logback|postgresql|jackson-databind|jackson-annotations|micrometer|prometheus"
              + "|HdrHistogram|LatencyUtils)-.*");

  private static final Path CLASSES = Path.of("target", "test-classes");
  private static final String HANDLERS = "io/xfootprint/functional/handlers";
  private static final Pattern HANDLER =
      Pattern.compile(
          "(\\w*Handler\\w*|PassThroughFilter|ReturnGate|ThreadClock)(\\$\\w+)*\\.class");

  /** WildFly shows an application only those modules of the JDK that it names. */
  private static final String MODULES =
      """
      <jboss-deployment-structure>
        <deployment>
          <dependencies><module name="jdk.management"/></dependencies>
        </deployment>
      </jboss-deployment-structure>
      """;

  private static final int SMALL_BYTES = 200;
  private static final int BIG_BYTES = 200_000;

  private War() {}

  /**
   * Writes it.
   *
   * @param mark what the application answers below {@link AppServer#MARK}
   */
  static void write(Path file, Application application, String mark) throws IOException {
    try (ZipOutputStream war = new ZipOutputStream(Files.newOutputStream(file))) {
      put(war, "mark.txt", mark.getBytes(StandardCharsets.US_ASCII));
      put(war, "static/small.txt", new byte[SMALL_BYTES]);
      put(war, "static/big.bin", new byte[BIG_BYTES]);
      put(war, "WEB-INF/web.xml", Files.readAllBytes(application.descriptor()));
      put(
          war,
          "WEB-INF/jboss-deployment-structure.xml",
          MODULES.getBytes(StandardCharsets.US_ASCII));
      putHandlers(war);
      putLibraries(war);
    }
  }

  private static void put(ZipOutputStream war, String name, byte[] content) throws IOException {
    war.putNextEntry(new ZipEntry(name));
    war.write(content);
    war.closeEntry();
  }

  private static void putHandlers(ZipOutputStream war) throws IOException {
    List<Path> classes;
    try (Stream<Path> all = Files.list(CLASSES.resolve(HANDLERS))) {
      classes =
          all.filter(path -> HANDLER.matcher(path.getFileName().toString()).matches()).toList();
    }
    for (Path path : classes) {
      String name = "WEB-INF/classes/" + HANDLERS + "/" + path.getFileName();
      put(war, name, Files.readAllBytes(path));
    }
  }

  private static void putLibraries(ZipOutputStream war) throws IOException {
    Predicate<String> ofTheDemo = OF_THE_DEMO.asMatchPredicate();
    try (ZipFile demo = new ZipFile(System.getProperty("demo.war"))) {
      List<? extends ZipEntry> libraries =
          demo.stream()
              .filter(entry -> entry.getName().startsWith(LIBRARIES) && !entry.isDirectory())
              .filter(entry -> !ofTheDemo.test(entry.getName()))
              .toList();
      for (ZipEntry library : libraries) {
        put(war, library.getName(), demo.getInputStream(library).readAllBytes());
      }
    }
  }
}
