// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.settings.Sourced;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build leaves of its version. */
class ApplicationVersionTest {

  private static final String GIT = "WEB-INF/classes/git.properties";
  private static final String BUILD = "WEB-INF/classes/META-INF/build-info.properties";
  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final String CLASS = "WEB-INF/classes/org/example/Shop.class";

  @TempDir private Path war;

  private static void write(Path folder, String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static Sourced<String> version(Path war) throws IOException {
    return version(war, "", war.resolve("WEB-INF/classes"));
  }

  private static Sourced<String> version(Path war, String classPath, Path... loaded)
      throws IOException {
    ServletContextHandler handler = new ServletContextHandler();
    handler.setBaseResourceAsPath(war);
    URL[] urls = new URL[loaded.length];
    for (int i = 0; i < loaded.length; i++) {
      urls[i] = loaded[i].toUri().toURL();
    }
    try (URLClassLoader loader = new URLClassLoader(urls, null)) {
      return ApplicationVersion.of(handler.getServletContext(), loader, classPath);
    }
  }

  private static void jar(Path jar, String file, String content) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(file));
      zip.write(content.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void isThatOfTheCommit() throws IOException {
    write(war, MANIFEST, "Manifest-Version: 1.0\nImplementation-Version: 1\n\n");
    write(war, BUILD, "build.version=2\n");
    write(war, GIT, "git.build.version=1.8.0\ngit.commit.id.abbrev=3f2a9c0\n");
    assertEquals(new Sourced<>("1.8.0+3f2a9c0", "git.properties"), version(war));
    write(war, GIT, "git.commit.id.abbrev=3f2a9c0\n");
    assertEquals("3f2a9c0", version(war).value());
  }

  @Test
  void isThatOfTheBuildWithoutACommit() throws IOException {
    write(war, MANIFEST, "Manifest-Version: 1.0\nImplementation-Version: 1\n\n");
    write(war, BUILD, "build.version=1.8.0\n");
    write(war, GIT, "git.branch=main\n");
    assertEquals(new Sourced<>("1.8.0", "META-INF/build-info.properties"), version(war));
  }

  @Test
  void isThatOfTheManifestOfTheWar() throws IOException {
    write(war, MANIFEST, "Manifest-Version: 1.0\nImplementation-Version: 1.8.0-SNAPSHOT\n\n");
    write(war, GIT, "git.build.version=${project.version}\n");
    assertEquals(new Sourced<>("1.8.0-SNAPSHOT", "MANIFEST.MF"), version(war));
  }

  @Test
  void isCutToWhatTheStoreHolds() throws IOException {
    write(war, GIT, "git.build.version=" + "1\\u0007".repeat(200) + "\n");
    assertEquals("1".repeat(100), version(war).value());
  }

  @Test
  void isElseANumberThatEqualBuildsShare(@TempDir Path again) throws IOException {
    for (Path folder : new Path[] {war, again}) {
      write(folder, CLASS, "cafebabe");
      write(folder, "WEB-INF/lib/money-1.4.jar", "a library");
    }
    Files.setLastModifiedTime(again.resolve(CLASS), FileTime.fromMillis(1));
    Sourced<String> version = version(war);
    assertTrue(version.value().matches("classes-[0-9a-f]{8}"), version.value());
    assertEquals("its classes", version.basis());
    assertEquals(version, version(again));

    write(again, CLASS, "cafebabf");
    Sourced<String> changed = version(again);
    assertNotEquals(version, changed);
    write(again, "WEB-INF/lib/tax-2.0.jar", "another one");
    assertNotEquals(changed, version(again));
  }

  /** Where all modules are jars, such as in a build of several. */
  @Test
  void isMadeOfTheLibrariesWhereThereAreNoClasses() throws IOException {
    write(war, "WEB-INF/lib/shop-1.0-SNAPSHOT.jar", "a library");
    Sourced<String> version = version(war);
    assertEquals("its classes", version.basis());
    write(war, "WEB-INF/lib/shop-1.0-SNAPSHOT.jar", "a larger library");
    assertNotEquals(version, version(war));
  }

  /** As of an embedded server, or of Spring Boot. */
  @Test
  void isMadeOfTheClassPathWhereThereIsNoWar(@TempDir Path apart) throws IOException {
    ServletContextHandler handler = new ServletContextHandler();
    handler.setBaseResourceAsPath(apart);
    String folder = ClassesHash.of(handler.getServletContext(), war.toString()).orElse("");
    write(war, CLASS, "cafebabe");
    String other = ClassesHash.of(handler.getServletContext(), war.toString()).orElse("");
    assertEquals("", folder);
    assertNotEquals("", other);

    Path jar = apart.resolve("shop.jar");
    String first = jar(handler, jar, "cafebabe", 1_000_000_000_000L);
    assertEquals(first, jar(handler, jar, "cafebabe", 1_700_000_000_000L));
    assertNotEquals(first, jar(handler, jar, "cafebabf", 1_700_000_000_000L));
  }

  private static String jar(ServletContextHandler handler, Path jar, String content, long time)
      throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(file)) {
      ZipEntry entry = new ZipEntry("BOOT-INF/classes/Shop.class");
      entry.setTime(time);
      zip.putNextEntry(entry);
      zip.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return ClassesHash.of(handler.getServletContext(), jar.toString()).orElseThrow();
  }

  @Test
  void isNotThatOfALibrary(@TempDir Path apart) throws IOException {
    Path library = apart.resolve("money.jar");
    jar(library, "git.properties", "git.build.version=9.9\n");
    write(war, CLASS, "cafebabe");
    assertEquals("its classes", version(war, "", library).basis());
    assertEquals("its classes", version(war, library.toString(), library).basis());
    write(war, GIT, "git.build.version=1.8.0\n");
    assertEquals("1.8.0", version(war, "", library).value());

    Path empty = Files.createDirectories(apart.resolve("empty"));
    Path shop = apart.resolve("shop.jar");
    jar(shop, CLASS, "cafebabe");
    String classPath = shop + File.pathSeparator + library;
    assertEquals("its classes", version(empty, classPath, shop, library).basis());
  }

  @Test
  void isThatOfAnApplicationInOneJar(@TempDir Path apart) throws IOException {
    Path empty = Files.createDirectories(apart.resolve("empty"));
    Path shop = apart.resolve("the shop.jar");
    jar(shop, "git.properties", "git.build.version=1.8.0\n");
    assertEquals("1.8.0", version(empty, shop.toString(), shop).value());
    Path classes = Files.createDirectories(apart.resolve("classes"));
    write(classes, "git.properties", "git.build.version=1.9.0\n");
    String classPath = classes + File.pathSeparator + shop;
    assertEquals("1.9.0", version(empty, classPath, shop, classes).value());
  }

  @Test
  void isNotKnownWithoutAnyOfThem() throws IOException {
    assertEquals(new Sourced<>("unknown", "nothing says it"), version(war));
  }
}
