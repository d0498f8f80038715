// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.route;

import io.xfootprint.ledger.BoundedMap;
import io.xfootprint.ledger.Route;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names of an application's routes, none of them a raw path.
 *
 * <p>Uses the first of these that a request has: the application's own attribute, Spring's, a
 * template of the setting {@code routes}, the servlet's mapping. Safe for use by many threads.
 */
public final class RouteNames {

  /** Set by the application itself. */
  public static final String ATTRIBUTE = "footprint.route";

  /** Set by Spring MVC while the request is handled; a template like {@code /owners/{id}}. */
  private static final String SPRING_ATTRIBUTE =
      "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

  /** Spring's template of static files. */
  private static final String SPRING_STATIC = "/**";

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

  /** Clients can send any text as a method: all unknown ones share this. */
  private static final String OTHER_METHOD = "_OTHER";

  private static final String DEFAULT = "(default)";
  private static final String UNMATCHED = "(unmatched)";
  private static final String BAD_REQUEST = "(bad-request)";

  private final List<RouteTemplate> templates;
  private final String contextPath;

  /** Routes by method and pattern, so that a name is made safe once and not for each request. */
  private final Map<String, BoundedMap<String, Route>> known;

  private final BoundedMap<String, Route> ofOtherMethods;

  /**
   * Creates the names of an application.
   *
   * @param contextPath as it is registered: Tomcat's requests have it as the client wrote it
   */
  public RouteNames(String contextPath, List<String> templates, int maxRoutes) {
    this.contextPath = contextPath;
    this.templates = templates.stream().map(RouteTemplate::new).toList();
    // An application may name its routes by text from requests: what is remembered stays bounded.
    known =
        METHODS.stream()
            .collect(Collectors.toMap(method -> method, method -> new BoundedMap<>(maxRoutes)));
    ofOtherMethods = new BoundedMap<>(maxRoutes);
  }

  /** Names the route, when the request has been handled and its status is known. */
  public Route of(HttpServletRequest request, @Nullable HttpServletMapping mapping, int status) {
    String pattern = pattern(request, mapping, status);
    BoundedMap<String, Route> ofMethod = known.get(request.getMethod());
    return ofMethod == null
        ? route(ofOtherMethods, OTHER_METHOD, pattern)
        : route(ofMethod, request.getMethod(), pattern);
  }

  private Route route(BoundedMap<String, Route> ofMethod, String method, String pattern) {
    Route route = ofMethod.get(pattern);
    if (route != null) {
      return route;
    }
    Route added = new Route(method, inContext(pattern));
    Route kept = ofMethod.getOrAdd(pattern, () -> added);
    return kept == null ? added : kept;
  }

  /** Puts the context path before patterns of paths; names such as {@code (default)} have none. */
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

  /** Cuts a name, which may be as long as a request, to what a route keeps. */
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
   * Names requests that no servlet of the application answers, so that scans do not look like
   * files.
   */
  private static String ofDefaultServlet(int status) {
    return switch (status) {
      case HttpServletResponse.SC_NOT_FOUND, HttpServletResponse.SC_METHOD_NOT_ALLOWED -> UNMATCHED;
      case HttpServletResponse.SC_BAD_REQUEST -> BAD_REQUEST;
      default -> DEFAULT;
    };
  }
}
