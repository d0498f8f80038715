// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jaxrs;

import io.xfootprint.functional.harness.WarLoader;
import io.xfootprint.functional.harness.WebApp;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/** An implementation of JAX-RS. All are in one JVM, so each has a class loader of its own. */
enum Implementation {
  JERSEY_3("ShopConfig", "-3.1.12.jar -3.0.6.jar rs-api-3.1.0.jar"),
  JERSEY_4("ShopConfig", "-4.0.2.jar -4.0.0-M3.jar rs-api-4.0.0.jar"),
  RESTEASY_6("Shop", "-6.2.16.Final.jar rs-api-3.1.0.jar"),
  RESTEASY_7("Shop", "-7.0.1.Final.jar rs-api-4.0.0.jar");

  private static final Path LIBRARIES = Path.of("target", "jax-rs");

  /** What all of them need. */
  private static final List<String> SHARED =
      List.of(
          "annotation-api-",
          "inject-api-",
          "validation-api-",
          "javassist-",
          "jboss-logging-",
          "streams-");

  /** What an application has its own copy of. */
  private static final List<String> OWN =
      List.of(
          "io.xfootprint.jaxrs.",
          "jakarta.ws.rs.",
          "jakarta.annotation.",
          "jakarta.inject.",
          "jakarta.validation.",
          "javassist.",
          "org.glassfish.",
          "org.jvnet.",
          "org.jboss.",
          "org.reactivestreams.");

  private final String application;

  /** Ends of the names of its files, divided by blanks. */
  private final String versions;

  Implementation(String application, String versions) {
    this.application = application;
    this.versions = versions;
  }

  WarLoader loader() throws IOException {
    List<Path> files =
        new ArrayList<>(List.of(Path.of("target/classes"), Path.of("target/test-classes")));
    try (Stream<Path> libraries = Files.list(LIBRARIES)) {
      libraries.filter(this::needs).forEach(files::add);
    }
    return WarLoader.of(files, OWN);
  }

  private boolean needs(Path library) {
    String name = library.getFileName().toString();
    return Stream.of(versions.split(" ", -1)).anyMatch(name::endsWith)
        || SHARED.stream().anyMatch(name::contains);
  }

  private boolean isJersey() {
    return application.equals("ShopConfig");
  }

  private static Map<String, String> settings(String application, String path) {
    return Map.of(
        "jakarta.ws.rs.Application", "io.xfootprint.jaxrs.shop." + application,
        "resteasy.servlet.mapping.prefix", path,
        "jersey.config.servlet.filter.contextPath", path);
  }

  /** Deploys the shop as a servlet at each of these paths. */
  void addServlet(WebApp app, WarLoader loader, String... paths)
      throws ReflectiveOperationException {
    app.context().setClassLoader(loader);
    String name =
        isJersey()
            ? "org.glassfish.jersey.servlet.ServletContainer"
            : "org.jboss.resteasy.plugins.server.servlet.HttpServlet30Dispatcher";
    ServletHolder servlet = new ServletHolder(name(), loader.make(Servlet.class, name));
    servlet.setInitParameters(settings(application, paths[0]));
    servlet.setAsyncSupported(true);
    for (String path : paths) {
      app.context().addServlet(servlet, path + "/*");
    }
  }

  /** Deploys the shop as a filter, with a servlet for files behind. */
  void addFilter(WebApp app, WarLoader loader, String path) throws ReflectiveOperationException {
    app.context().setClassLoader(loader);
    String name =
        isJersey()
            ? "org.glassfish.jersey.servlet.ServletContainer"
            : "org.jboss.resteasy.plugins.server.servlet.Filter30Dispatcher";
    FilterHolder filter = new FilterHolder(loader.make(Filter.class, name));
    filter.setInitParameters(settings("ShopOfObjects", path));
    filter.setAsyncSupported(true);
    app.context().addFilter(filter, path + "/*", EnumSet.of(DispatcherType.REQUEST));
  }
}
