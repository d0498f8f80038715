// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.JettyServer;
import io.xfootprint.functional.harness.ReadmeCode;
import io.xfootprint.functional.harness.WebApp;
import java.io.ByteArrayOutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user writes first, as the README has it, in an embedded Jetty and in a build. */
class FirstMinutesTest {

  private static final String PROGRAM =
      """
      import io.xfootprint.servlet.FootprintFilter;
      import jakarta.servlet.DispatcherType;
      import java.util.EnumSet;
      import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

      public class Program {
        public static void configure(ServletContextHandler context) {
      %s
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void measuresAnEmbeddedJetty() throws Exception {
    WebApp app =
        WebApp.at("/")
            .servlet("/hello", (request, response) -> response.getWriter().write("hello"));
    configure(app.context());
    try (JettyServer server = JettyServer.start(app)) {
      Answer answer = server.get("/hello");
      assertEquals("hello", answer.body());
      assertTrue(answer.hasFootprint(), answer::toString);
      assertEquals(1, answer.total().requests());
    }
  }

  /** Compiles the line of the README and runs it. */
  private void configure(ServletContextHandler context) throws Exception {
    Path source = folder.resolve("Program.java");
    Files.writeString(source, PROGRAM.formatted(ReadmeCode.block("context.addFilter")));
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                errors,
                "-proc:none",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                source.toString());
    assertEquals(0, status, () -> errors.toString(StandardCharsets.UTF_8));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      loader
          .loadClass("Program")
          .getMethod("configure", ServletContextHandler.class)
          .invoke(null, context);
    }
  }

  @Test
  void namesTheDependencyOfThisBuild() throws Exception {
    String pom = Files.readString(Path.of("pom.xml"));
    for (String element : List.of("groupId", "artifactId", "version")) {
      String ofReadme = element(ReadmeCode.block("<dependency>"), element);
      assertEquals(element(pom.replaceFirst("(?s).*?</modelVersion>", ""), element), ofReadme);
    }
  }

  private static String element(String xml, String name) {
    return xml.replaceFirst("(?s).*?<" + name + ">(.*?)</.*", "$1");
  }
}
