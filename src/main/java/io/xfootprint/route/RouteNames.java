// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.route;

import io.xfootprint.ledger.BoundedMap;
import io.xfootprint.ledger.Route;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of an application's routes. A route is an HTTP method and a template or mapping, never
 * a raw path, whose number has no bound.
 *
 * <p>The first of these that a request has gives the name:
 *
 * <pre>{@code
 * 1 the attribute footprint.route, set by the application   GET /shop/orders/{id}
 * 2 the attribute of Spring MVC                             GET /shop/owners/{ownerId}
 * 3 a template of the setting routes                        GET /shop/files/*
 * 4 the mapping of the servlet                              GET /shop/api/*   GET /shop/*.jsp
 * 5 the status, if only the default servlet is mapped       GET (default)     GET (unmatched)
 * }</pre>
 *
 * <p>Safe for use by many threads.
 */
public final class RouteNames {

  /** Name of the request attribute that an application may set itself. */
  public static final String ATTRIBUTE = "footprint.route";

  /**
   * Name of the request attribute that Spring MVC sets while the request is handled; its value is a
   * template such as {@code /owners/{id}}. Read by its name, so Spring is no dependency.
   */
  private static final String SPRING_ATTRIBUTE =
      "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

  /** Spring's template of static files, which also takes paths that no controller answers. */
  private static final String SPRING_STATIC = "/**";

  /** The methods of RFC 9110, and PATCH of RFC 5789. */
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

  /**
   * The name of all other methods, as in OpenTelemetry's conventions: a client can send any text as
   * a method, and each would make a route.
   */
  private static final String OTHER_METHOD = "_OTHER";

  // No path of an application begins with a parenthesis, so these cannot be taken for one.
  private static final String DEFAULT = "(default)";

  private final List<RouteTemplate> templates;
  private final String contextPath;

  /**
   * Routes by method, then by pattern. A new {@link Route} replaces unsafe characters in its name,
   * which is done once here and not for each request.
   */
  private final Map<String, BoundedMap<String, Route>> known;

  private final BoundedMap<String, Route> ofOtherMethods;

  /**
   * Creates the names of an application.
   *
   * @param contextPath as it is registered, from the servlet context; a request of Tomcat has it as
   *     the client wrote it, such as {@code /%73hop}
   * @param templates of the setting {@code routes}, in the order in which they are tried
   * @param maxRoutes patterns to remember for each method; further ones are worked out each time
   */
  public RouteNames(String contextPath, List<String> templates, int maxRoutes) {
    this.contextPath = contextPath;
    this.templates = new ArrayList<>();
    for (String template : templates) {
      this.templates.add(new RouteTemplate(template));
    }
    // An application may name its routes by text from requests: what is remembered stays bounded.
    known = new HashMap<>();
    for (String method : METHODS) {
      known.put(method, new BoundedMap<>(maxRoutes));
    }
    ofOtherMethods = new BoundedMap<>(maxRoutes);
  }

  /**
   * Returns the route of a request. Called when the request has been handled: frameworks set their
   * attributes late, and the status decides between a file and a path that does not exist.
   *
   * @param mapping of the request's first pass, as a forward changes it; null if unknown
   * @param status of the answer; 0 if it is not known yet
   */
  public Route of(HttpServletRequest request, @Nullable HttpServletMapping mapping, int status) {
    String pattern = pattern(request, mapping, status);
    String method = request.getMethod();
    BoundedMap<String, Route> ofMethod = known.get(method);
    return ofMethod == null
        ? route(ofOtherMethods, OTHER_METHOD, pattern)
        : route(ofMethod, method, pattern);
  }

  private Route route(BoundedMap<String, Route> ofMethod, String method, String pattern) {
    Route route = ofMethod.get(pattern);
    if (route != null) {
      return route;
    }
    Route added = new Route(method, inContext(pattern));
    // Asked first: beyond the bound a further route is made for each request.
    Route kept = ofMethod.isFull() ? null : ofMethod.getOrAdd(pattern, () -> added);
    return kept == null ? added : kept;
  }

  /**
   * Puts the context path before patterns of paths. Names such as {@code (default)} get none, nor
   * do names of the application's own that are no paths, such as {@code checkout}; at the root
   * there is none to put.
   */
  private String inContext(String pattern) {
    if (contextPath.isEmpty() || pattern.startsWith("/")) {
      return contextPath + pattern;
    }
    return pattern.startsWith("*") ? contextPath + "/" + pattern : pattern;
  }

  private String pattern(
      HttpServletRequest request, @Nullable HttpServletMapping mapping, int status) {
    Object own = request.getAttribute(ATTRIBUTE);
    if (own != null && !own.toString().isBlank()) {
      return cut(own.toString());
    }
    Object spring = request.getAttribute(SPRING_ATTRIBUTE);
    if (spring != null && !spring.toString().isBlank()) {
      String template = cut(spring.toString());
      return template.equals(SPRING_STATIC) ? ofDefaultServlet(status) : template;
    }
    // Asked first: most applications set none, and the path may have to be put together.
    if (!templates.isEmpty()) {
      String path = PathPatterns.path(request);
      for (RouteTemplate template : templates) {
        if (template.matches(path)) {
          return template.toString();
        }
      }
    }
    return ofMapping(mapping, status);
  }

  /**
   * Cuts a name to the length that a route keeps. An application may name routes by text from
   * requests, and 200 raw paths of 16 kB were remembered in full for each method.
   */
  private static String cut(String name) {
    return name.length() <= Route.MAX_LENGTH ? name : name.substring(0, Route.MAX_LENGTH);
  }

  private static String ofMapping(@Nullable HttpServletMapping mapping, int status) {
    MappingMatch match = mapping == null ? null : mapping.getMappingMatch();
    if (mapping == null || match == null || match == MappingMatch.DEFAULT) {
      return ofDefaultServlet(status);
    }
    return match == MappingMatch.CONTEXT_ROOT ? "/" : mapping.getPattern();
  }

  /**
   * Names a request that only the default servlet is mapped to, by its status. So the paths that a
   * scanner tries are counted as one route, and not as files of the application.
   */
  private static String ofDefaultServlet(int status) {
    return switch (status) {
      case HttpServletResponse.SC_NOT_FOUND, HttpServletResponse.SC_METHOD_NOT_ALLOWED ->
          Route.UNMATCHED;
      case HttpServletResponse.SC_BAD_REQUEST -> Route.BAD_REQUEST;
      default -> DEFAULT;
    };
  }
}
