// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jaxrs;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.ws.rs.container.ResourceContext;
import jakarta.ws.rs.core.Context;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The place of a JAX-RS application in its web application.
 *
 * <p>The path of an application is not asked of its annotation or mapping: RESTEasy takes it from a
 * setting, Jersey as a filter from another one, and a servlet may have several mappings. The base
 * URI of a request says what is valid. Immutable.
 */
final class Mount {

  /** That of an application outside of a servlet container. */
  static final Mount NOWHERE = new Mount("", List.of());

  private final String contextPath;
  private final boolean isSingle;
  private final boolean takesAnyPath;

  private Mount(String contextPath, Collection<String> mappings) {
    this.contextPath = contextPath;
    isSingle = mappings.size() == 1;
    takesAnyPath = mappings.stream().anyMatch(each -> each.equals("/") || each.startsWith("*"));
  }

  /** What JAX-RS injects; a class of its own, as an application may have no servlet API. */
  private static final class Injected {
    @Context private @Nullable ServletContext context;
    @Context private @Nullable ServletConfig servlet;
  }

  /** Returns the place of the application that a request is for. Called while it is served. */
  static Mount of(@Nullable ResourceContext resources) {
    if (resources == null) {
      return NOWHERE;
    }
    try {
      Injected injected = resources.initResource(new Injected());
      ServletContext context = injected.context;
      return context == null
          ? NOWHERE
          : new Mount(context.getContextPath(), mappings(context, injected.servlet));
    } catch (RuntimeException | LinkageError e) {
      // Without a servlet RESTEasy injects a proxy that throws, and there may be no servlet API.
      return NOWHERE;
    }
  }

  private static Collection<String> mappings(
      ServletContext context, @Nullable ServletConfig servlet) {
    try {
      ServletRegistration registration =
          servlet == null ? null : context.getServletRegistration(servlet.getServletName());
      return registration == null ? List.of() : registration.getMappings();
    } catch (RuntimeException e) {
      // As above, where JAX-RS is a filter.
      return List.of();
    }
  }

  /**
   * Returns whether all requests have the same base URI. RESTEasy makes one for each request that
   * asks for it.
   */
  boolean isSingle() {
    return isSingle;
  }

  /**
   * Returns the path of the application below the context path, or null if it is not known. Clients
   * may write the context path in many ways, and one is registered. Where a servlet is mapped to
   * {@code /} or {@code *.do}, Jersey takes the whole path of a request for the application's.
   */
  @Nullable String path(URI base) {
    String path = below(base.getPath());
    if (path == null) {
      // Jetty registers a context path with its escapes, other containers without.
      path = below(base.getRawPath());
    }
    return takesAnyPath && path != null && path.length() > 1 ? null : path;
  }

  private @Nullable String below(String path) {
    return path.startsWith(contextPath + '/') ? path.substring(contextPath.length()) : null;
  }
}
