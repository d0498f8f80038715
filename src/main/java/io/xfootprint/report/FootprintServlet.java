// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.RequiredLibrary;
import io.xfootprint.reading.Span;
import io.xfootprint.settings.SettingsException;
import io.xfootprint.store.TotalsStore;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows what the application has cost: a page, JSON, CSV, a badge, the method, and the well-known
 * document.
 *
 * <pre>{@code
 * <servlet>
 *   <servlet-name>footprint-report</servlet-name>
 *   <servlet-class>io.xfootprint.report.FootprintServlet</servlet-class>
 * </servlet>
 * <servlet-mapping>
 *   <servlet-name>footprint-report</servlet-name>
 *   <url-pattern>/footprint/*</url-pattern>
 *   <url-pattern>/.well-known/sustainability-data</url-pattern>
 * </servlet-mapping>
 * }</pre>
 *
 * <p>Nothing is shown unless it is mapped, and then to whom the setting {@code report.access} says;
 * badge and well-known document have settings of their own. It only reads. It needs the filter in
 * the same application. Safe for use by many threads.
 */
public final class FootprintServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final String RESOURCE_POLICY = "Cross-Origin-Resource-Policy";
  private static final String METHODOLOGY = "/methodology";

  /** The method with its looks, which a document that is published may name. */
  private static final Set<String> PUBLISHED =
      Set.of(METHODOLOGY, "/assets/report.css", "/assets/icon.svg");

  private static final String BADGE_CACHING = "public, max-age=60";
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final transient AtomicBoolean failed = new AtomicBoolean();
  private transient @Nullable Parts parts;
  private transient volatile @Nullable ReportPages pages;

  /** What may not fit the libraries of the application, so that {@link #init()} can say so. */
  private record Parts(Templates templates, Assets assets, Logger log) {

    Parts() {
      this(new Templates(), new Assets(), LoggerFactory.getLogger(FootprintServlet.class));
    }
  }

  /** Creates a servlet, for the container to start. */
  public FootprintServlet() {}

  /**
   * Reads the pages. Takes no init-params: settings are those of the filter.
   *
   * @throws ServletException if there is one, or a library is missing or too old
   */
  @Override
  public void init() throws ServletException {
    try {
      ReportServlets.requireNone(getServletName(), Collections.list(getInitParameterNames()));
      parts = new Parts();
    } catch (SettingsException e) {
      throw new ServletException(e.getMessage(), e);
    } catch (LinkageError e) {
      throw new ServletException(
          "Servlet '%s': %s".formatted(getServletName(), RequiredLibrary.explain(e)), e);
    }
  }

  private Parts parts() {
    return Objects.requireNonNull(parts, "init() comes first");
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getDispatcherType() == DispatcherType.INCLUDE) {
      include(request, response);
      return;
    }
    protect(response);
    if (!READING.contains(request.getMethod())) {
      response.setHeader("Allow", "GET, HEAD");
      refuse(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "Only GET and HEAD.\n");
      return;
    }
    if (!isReadable(request)) {
      refuse(response, HttpServletResponse.SC_BAD_REQUEST, "The query cannot be read.\n");
      return;
    }
    try {
      answer(request, response);
    } catch (RuntimeException | LinkageError e) {
      if (failed.getAndSet(true)) {
        parts().log().debug("The report could not be made", e);
      } else {
        parts().log().warn("The report could not be made; this is told once", e);
      }
      if (!response.isCommitted()) {
        response.reset();
        protect(response);
        refuse(
            response,
            HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
            "The report could not be made; the log says why.\n");
      }
    }
  }

  /** Returns whether the query has no wrong escapes, at which containers throw what they like. */
  private static boolean isReadable(HttpServletRequest request) {
    try {
      request.getParameterMap();
      return true;
    } catch (RuntimeException | LinkageError e) {
      return false;
    }
  }

  private static void protect(HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader(RESOURCE_POLICY, "same-origin");
  }

  private static void refuse(HttpServletResponse response, int status, String reason)
      throws IOException {
    Representation.of("text/plain;charset=utf-8", reason).send(response, status);
  }

  private static void notFound(HttpServletResponse response) throws IOException {
    refuse(response, HttpServletResponse.SC_NOT_FOUND, "There is nothing here.\n");
  }

  private static void send(
      Optional<Representation> answer, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (answer.isPresent()) {
      answer.get().send(request, response);
    } else {
      notFound(response);
    }
  }

  private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Optional<ReportPages> running = pages();
    String path = request.getPathInfo();
    if (path == null && request.getServletPath().equals(WellKnownDocument.PATH)) {
      wellKnown(running, request, response);
    } else if (path == null) {
      toFolder(request, response);
    } else if (isBadge(path)) {
      badge(running, path, request, response);
    } else if (running.isEmpty()) {
      refuse(
          response,
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          "The footprint filter of this application does not run: register"
              + " io.xfootprint.servlet.FootprintFilter for /* in the same application. If it"
              + " is registered, the log says why it did not start.\n");
    } else {
      guarded(running.get(), path, request, response);
    }
  }

  /**
   * Redirects to the folder of the page, to which its addresses are relative. The redirect is
   * relative too, and made by hand as containers make others absolute: a proxy may have taken away
   * the beginning of the path.
   */
  private static void toFolder(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getRequestURI();
    String name = path.substring(path.lastIndexOf('/') + 1).replaceFirst(";.*", "");
    if (name.isEmpty()) {
      notFound(response);
      return;
    }
    response.setStatus(HttpServletResponse.SC_FOUND);
    response.setHeader("Location", "./" + name + "/");
  }

  private Optional<ReportPages> pages() {
    Object found = getServletContext().getAttribute(FootprintMonitor.ATTRIBUTE);
    if (!(found instanceof FootprintMonitor monitor)) {
      return Optional.empty();
    }
    ReportPages made = pages;
    if (made == null || !made.isOf(monitor)) {
      Object store = getServletContext().getAttribute(TotalsStore.ATTRIBUTE);
      made =
          new ReportPages(
              monitor,
              store instanceof TotalsStore kept ? Optional.of(kept) : Optional.empty(),
              parts().templates(),
              InstantSource.system(),
              System::nanoTime);
      pages = made;
    }
    return Optional.of(made);
  }

  private static void wellKnown(
      Optional<ReportPages> running, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader(RESOURCE_POLICY, "cross-origin");
    Optional<WellKnownDocument> document = running.flatMap(ReportPages::wellKnown);
    String target = request.getParameter("target");
    String period = request.getParameter("period");
    String granularity = request.getParameter("granularity");
    if (document.isPresent() && period != null && !WellKnownDocument.isPeriod(period)) {
      refuse(
          response,
          HttpServletResponse.SC_BAD_REQUEST,
          "period must be YYYY, YYYY-MM or YYYY-MM-DD.\n");
    } else {
      send(document.flatMap(each -> each.answer(target, period, granularity)), request, response);
    }
  }

  private static boolean isBadge(String path) {
    return path.equals("/badge.svg") || path.equals("/badge.html");
  }

  private void badge(
      Optional<ReportPages> running,
      String path,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Optional<Representation> badge = badge(running, path);
    if (badge.isPresent()) {
      response.setHeader(RESOURCE_POLICY, "cross-origin");
    }
    send(badge.map(each -> each.cached(BADGE_CACHING)), request, response);
  }

  /** Returns the badge; empty if it is not to be shown. */
  private Optional<Representation> badge(Optional<ReportPages> running, String path) {
    boolean isSvg = path.endsWith(".svg");
    if (running.isPresent() && !running.get().setup().settings().report().badge()) {
      return Optional.empty();
    }
    try {
      if (running.isPresent()) {
        return Optional.of(running.get().badge(isSvg));
      }
    } catch (RuntimeException | LinkageError e) {
      parts().log().debug("The badge could not be made", e);
    }
    return Optional.of(parts().templates().badge(isSvg, BadgeView.unavailable()));
  }

  /** Writes the badge into a page of the application; nothing else can be a part of one. */
  private void include(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = String.valueOf(request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO));
    Optional<Representation> badge = isBadge(path) ? badge(pages(), path) : Optional.empty();
    if (badge.isPresent()) {
      badge.get().writeInto(response);
    }
  }

  private void guarded(
      ReportPages running, String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AccessPolicy policy = new AccessPolicy(running.setup().settings().report());
    AccessPolicy.Verdict verdict =
        isPublished(running, path, request)
            ? AccessPolicy.Verdict.ADMITTED
            : policy.judge(request, response);
    if (verdict.refusal().isPresent()) {
      parts()
          .templates()
          .closed(verdict.refusal().get())
          .send(response, HttpServletResponse.SC_FORBIDDEN);
    } else if (verdict.isAdmitted()) {
      send(answer(running, path, request), request, response);
    }
  }

  /** Returns whether everyone may see this, as a document that is published names the method. */
  private static boolean isPublished(ReportPages running, String path, HttpServletRequest request) {
    String method = request.getContextPath() + request.getServletPath() + METHODOLOGY;
    return PUBLISHED.contains(path)
        && running.wellKnown().filter(document -> document.namesMethod(method)).isPresent();
  }

  private Optional<Representation> answer(
      ReportPages running, String path, HttpServletRequest request) {
    if (path.startsWith("/assets/")) {
      return parts().assets().find(path.substring("/assets/".length()));
    }
    Optional<Span> span = Span.of(parameter(request, "span", Span.DAY.key()));
    return switch (path) {
      case "/" -> {
        RouteColumn sort =
            RouteColumn.of(parameter(request, "sort", "")).orElse(RouteColumn.ACTIVE);
        boolean reversed = parameter(request, "order", "").equals("reversed");
        yield span.map(each -> running.page(each, sort, reversed));
      }
      case "/api/v1/report" -> span.map(running::json);
      case "/routes.csv" -> span.map(running::csv);
      case "/impact.yaml" -> span.map(running::impact);
      case METHODOLOGY ->
          Optional.of(
              running.methodology(
                  parameter(request, "cpu-us", ""), parameter(request, "alloc-b", "")));
      default -> Optional.empty();
    };
  }

  private static String parameter(HttpServletRequest request, String name, String otherwise) {
    return Objects.requireNonNullElse(request.getParameter(name), otherwise);
  }
}
