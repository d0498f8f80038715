// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.body;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which container it is: others have classes of the same names. */
class ContainerBufferingTest {

  @TempDir private static Path folder;

  @ParameterizedTest
  @CsvSource({
    "TOMCAT, org.apache.catalina.core.ApplicationContextFacade, "
        + "org.apache.coyote.http11.Http11Processor",
    "UNDERTOW, io.undertow.servlet.spec.ServletContextImpl, "
        + "io.undertow.conduits.ChunkedStreamSinkConduit"
  })
  void knowsAContainerByWhatSendsItsAnswers(
      ContainerBuffering expected, String context, String sender) throws Exception {
    assertEquals(expected, ContainerBuffering.of(classBeside(context, sender)));
  }

  /** Payara has classes of Tomcat's names, Quarkus of Undertow's; both send by their own means. */
  @ParameterizedTest
  @CsvSource({
    "org.apache.catalina.core.ApplicationContextFacade, org.glassfish.grizzly.http.HttpCodecFilter",
    "io.undertow.servlet.spec.ServletContextImpl, io.undertow.Undertow",
    "org.example.ServletContext, org.apache.coyote.http11.Http11Processor"
  })
  void takesNoOtherContainerForOneOfThem(String context, String sender) throws Exception {
    assertNull(ContainerBuffering.of(classBeside(context, sender)));
  }

  @Test
  void knowsTheContainerOfThisRun() {
    assertEquals(
        ContainerBuffering.JETTY,
        ContainerBuffering.of(new ServletContextHandler().getServletContext().getClass()));
  }

  /** Returns an empty class of that name, of a container that has another one. */
  private static Class<?> classBeside(String name, String other) throws Exception {
    Path root = Files.createTempDirectory(folder, "container");
    compile(root, name);
    compile(root, other);
    URL[] urls = {root.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      Class.forName(other, false, loader);
      return loader.loadClass(name);
    }
  }

  private static void compile(Path root, String name) throws Exception {
    int dot = name.lastIndexOf('.');
    String simpleName = name.substring(dot + 1);
    Path source = root.resolve(simpleName + ".java");
    Files.writeString(
        source, "package " + name.substring(0, dot) + "; public class " + simpleName + " {}");
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", root.toString(), source.toString());
    assertEquals(0, failed);
  }
}
