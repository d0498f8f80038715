// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.handlers.RefusedFilter;
import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.Client;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.functional.harness.SyncCase;
import io.xfootprint.functional.harness.WarLoader;
import io.xfootprint.report.FootprintServlet;
import io.xfootprint.servlet.FootprintFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The packaged jar among libraries that an application brings, of versions that it chose. */
class ClassPathIT {

  private static final ContainerKind CONTAINER = ContainerKind.ofThisRun();
  private static final Path JAR = Path.of(System.getProperty("jar"));
  private static final Path LIBRARIES = Path.of(System.getProperty("libraries"));
  private static final Path PROPAGATION = LIBRARIES.resolve("context-propagation-1.2.0.jar");

  /** All that the jar brings along into WEB-INF/lib, and an implementation of SLF4J. */
  private static final String BROUGHT = "oshi- jna- slf4j-api- logback-";

  /** What names of files in the jar begin with. */
  private static final List<String> OWN =
      List.of(
          "io/xfootprint/",
          "META-INF/MANIFEST.MF",
          "META-INF/LICENSE",
          "META-INF/NOTICE",
          "META-INF/licenses/",
          "META-INF/maven/io.xfootprint/",
          "META-INF/native-image/io.xfootprint/",
          "META-INF/spring/",
          "META-INF/spring-configuration-metadata.json");

  private static final List<String> REPORTS =
      List.of(
          "/footprint/",
          "/footprint/api/v1/report",
          "/footprint/routes.csv",
          "/footprint/methodology",
          "/footprint/assets/uPlot.iife.min.js",
          "/footprint/assets/uPlot.min.css");

  private final Client client = new Client();
  private Container container;

  @TempDir private Path folder;

  @BeforeEach
  void start() throws Exception {
    container = CONTAINER.start(Site.of(folder));
  }

  @AfterEach
  void stop() throws Exception {
    container.close();
  }

  /** What an application declares, and what of the rest its build leaves out for it. */
  enum Declared {
    NOTHING("", ""),
    CSV_AND_JSON("fastcsv-2.2.2.jar jackson-core-2.13.5.jar", ""),
    OSHI("oshi-core-5.8.7.jar jna-5.10.0.jar jna-platform-5.10.0.jar", "oshi- jna-"),
    OSHI_AND_OLDER_JNA("oshi-core-5.8.7.jar jna-4.5.2.jar", "oshi- jna-"),
    OLD_JNA("jna-4.5.2.jar", ""),
    SLF4J("slf4j-api-1.7.36.jar", "slf4j-api- logback-");

    private final String libraries;
    private final String leftOut;

    Declared(String libraries, String leftOut) {
      this.libraries = libraries;
      this.leftOut = leftOut;
    }

    List<Path> files() {
      return war(libraries, leftOut);
    }
  }

  /**
   * Returns the files in WEB-INF/lib: first what the application declares, then our jar and what it
   * brings.
   */
  private static List<Path> war(String declared, String leftOut) {
    List<Path> files = new ArrayList<>(words(declared).map(LIBRARIES::resolve).toList());
    files.add(JAR);
    WarLoader.classPath().stream()
        .filter(file -> isAny(BROUGHT, file) && !isAny(leftOut, file))
        .forEach(files::add);
    return files;
  }

  private static boolean isAny(String beginnings, Path file) {
    return words(beginnings).anyMatch(file.getFileName().toString()::startsWith);
  }

  private static Stream<String> words(String text) {
    return Stream.of(text.split(" ", -1)).filter(word -> !word.isEmpty());
  }

  private Site site(String path, ClassLoader loader) throws Exception {
    return Site.of(Files.createDirectories(folder.resolve("war")))
        .at(path)
        .loader(loader)
        .servlet("/here", (request, response) -> response.getWriter().print("here"));
  }

  private static <T> T make(ClassLoader loader, Class<T> type, Class<?> made) throws Exception {
    return type.cast(loader.loadClass(made.getName()).getConstructor().newInstance());
  }

  private static Filter filter(ClassLoader loader) throws Exception {
    return make(loader, Filter.class, FootprintFilter.class);
  }

  private Answer get(String path) throws Exception {
    return client.send(container.port(), new SyncCase("GET", path, List.of()));
  }

  @ParameterizedTest
  @EnumSource
  void measuresAndReportsWhateverTheApplicationDeclares(Declared declared) throws Exception {
    try (WarLoader loader = WarLoader.of(declared.files())) {
      Site site =
          site("/war", loader)
              .servlet("/footprint/*", make(loader, Servlet.class, FootprintServlet.class))
              .filter(filter(loader), Map.of("report.access", "open"), 1);
      try (AutoCloseable deployed = container.deploy(site)) {
        Answer answer = get("/war/here");
        assertTrue(answer.figures().complete());
        assertEquals(1, answer.total().requests());
        for (String report : REPORTS) {
          assertEquals(200, get("/war" + report).status(), report);
        }
        // SLF4J 1.7 does not find the provider, which is for SLF4J 2: log lines go nowhere.
        assertEquals(
            declared == Declared.SLF4J, get("/war/footprint/").body().contains("SLF4J has no"));
      }
    }
  }

  /** Of what else stands in it, containers and service loaders would find some by themselves. */
  @Test
  void holdsNothingButItsOwnClassesAndLicences() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      List<String> others =
          jar.stream()
              .filter(entry -> !entry.isDirectory())
              .map(JarEntry::getName)
              .filter(name -> OWN.stream().noneMatch(name::startsWith))
              .toList();
      assertEquals(List.of(), others);
      for (String library : List.of("fastcsv", "jackson-core", "jmustache", "uplot")) {
        assertNotNull(jar.getEntry("META-INF/licenses/" + library + "/LICENSE"), library);
      }
    }
  }

  @Test
  void saysInOneSentenceWhichLibraryIsMissing() throws Exception {
    try (WarLoader loader = WarLoader.of(war("", "slf4j-api-"))) {
      RefusedFilter filter = new RefusedFilter(filter(loader));
      try (AutoCloseable deployed =
          container.deploy(site("/war", loader).filter(filter, Map.of(), 1))) {
        assertEquals("here", get("/war/here").body());
      }
      assertTrue(
          filter
              .reason()
              .matches(
                  "X-Footprint: filter 'filter-0' does not start: org.slf4j:slf4j-api must be .*"
                      + " version 1.7.36 or later.*"),
          filter.reason());
      Servlet report = make(loader, Servlet.class, FootprintServlet.class);
      Exception refused = assertThrows(ServletException.class, () -> report.init(new Started()));
      assertTrue(refused.getMessage().contains("org.slf4j:slf4j-api"), refused.getMessage());
    }
  }

  @Test
  void saysInOneSentenceThatOshiIsMissing() throws Exception {
    try (WarLoader loader = WarLoader.of(war("", "oshi-"))) {
      RefusedFilter filter = new RefusedFilter(filter(loader));
      try (AutoCloseable deployed =
          container.deploy(site("/war", loader).filter(filter, Map.of(), 1))) {
        assertEquals("here", get("/war/here").body());
      }
      assertTrue(filter.reason().contains("com.github.oshi:oshi-core must be"), filter.reason());
    }
  }

  /** The application's library must not meet an accessor whose interface our jar does not see. */
  @Test
  void leavesTheRegistryOfAnApplicationAloneWhereTheJarIsTheContainers() throws Exception {
    try (WarLoader ofContainer = WarLoader.of(war("", ""));
        URLClassLoader ofApplication =
            new URLClassLoader(WarLoader.urls(List.of(PROPAGATION)), ofContainer)) {
      Site site = site("/war", ofApplication).filter(filter(ofContainer));
      try (AutoCloseable deployed = container.deploy(site)) {
        assertEquals(1, get("/war/here").total().requests());
        assertEquals(List.of(), accessors(ofApplication));
      }
    }
  }

  @Test
  void takesRequestsAlongWhereBothAreTheApplicationsUntilItStops() throws Exception {
    List<Path> files = new ArrayList<>(war("", ""));
    files.add(PROPAGATION);
    try (WarLoader loader = WarLoader.of(files)) {
      Site site = site("/war", loader).filter(filter(loader)).filter(filter(loader));
      try (AutoCloseable deployed = container.deploy(site)) {
        assertEquals(1, get("/war/here").total().requests());
        assertEquals(List.of(loader), accessors(loader));
      }
      assertEquals(List.of(), accessors(loader));
    }
  }

  /** Each with a jar of its own, and the library is the container's. */
  @Test
  void takesRequestsOfTwoApplicationsAlongInOneRegistry() throws Exception {
    try (WarLoader shared = WarLoader.of(List.of(PROPAGATION));
        URLClassLoader one = application(shared);
        URLClassLoader two = application(shared)) {
      try (AutoCloseable first = container.deploy(site("/one", one).filter(filter(one)))) {
        assertEquals(1, get("/one/here").total().requests());
        try (AutoCloseable second = container.deploy(site("/two", two).filter(filter(two)))) {
          assertEquals(1, get("/two/here").total().requests());
          assertEquals(List.of(one, two), accessors(shared));
        }
        assertEquals(List.of(one), accessors(shared));
      }
      assertEquals(List.of(), accessors(shared));
    }
  }

  private static URLClassLoader application(ClassLoader shared) throws Exception {
    return new URLClassLoader(WarLoader.urls(war("", "")), shared);
  }

  /** Returns the loader of each accessor in the registry that classes of a loader see. */
  private static List<ClassLoader> accessors(ClassLoader loader) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      Class<?> type = loader.loadClass("io.micrometer.context.ContextRegistry");
      Object registry = type.getMethod("getInstance").invoke(null);
      return ((List<?>) type.getMethod("getThreadLocalAccessors").invoke(registry))
          .stream().map(accessor -> accessor.getClass().getClassLoader()).toList();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** A servlet that is started outside of any container. */
  private static final class Started implements ServletConfig {

    @Override
    public String getServletName() {
      return "report";
    }

    @Override
    public ServletContext getServletContext() {
      throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable String getInitParameter(String name) {
      return null;
    }

    @Override
    public Enumeration<String> getInitParameterNames() {
      return Collections.emptyEnumeration();
    }
  }
}
