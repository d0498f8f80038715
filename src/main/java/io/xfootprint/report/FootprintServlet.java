// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import static jakarta.servlet.http.HttpServletResponse.SC_BAD_REQUEST;
import static jakarta.servlet.http.HttpServletResponse.SC_FORBIDDEN;
import static jakarta.servlet.http.HttpServletResponse.SC_FOUND;
import static jakarta.servlet.http.HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
import static jakarta.servlet.http.HttpServletResponse.SC_METHOD_NOT_ALLOWED;
import static jakarta.servlet.http.HttpServletResponse.SC_NOT_FOUND;
import static jakarta.servlet.http.HttpServletResponse.SC_SERVICE_UNAVAILABLE;

import io.xfootprint.RequiredLibrary;
import io.xfootprint.reading.DayRange;
import io.xfootprint.reading.Period;
import io.xfootprint.settings.SettingsException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.YearMonth;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows what the application has cost: a page, JSON, CSV, a manifest, a badge, the method, and the
 * well-known document.
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
 * <p>Nothing is shown unless the application maps the servlet. Then the setting {@code
 * report.access} says who may see it; the badge and the well-known document have settings of their
 * own. It only reads, and needs the filter in the same application. Safe for use by many threads.
 */
public final class FootprintServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final String RESOURCE_POLICY = "Cross-Origin-Resource-Policy";
  private static final String METHODOLOGY = "/methodology";
  private static final String API = "/api/v1/";
  private static final String ASSETS = "/assets/";

  /** The method with its looks, which a document that is published may name. */
  private static final Set<String> PUBLISHED =
      Set.of(METHODOLOGY, "/assets/report.css", "/assets/theme.js", "/assets/icon.svg");

  private static final int DAYS_OF_WEEK = 7;

  /** Any page of the web may show the badge; a total that is a minute old is as good. */
  private static final String BADGE_CACHING = "public, max-age=60";

  /** Nothing of other hosts, and no script or style in the page itself. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final transient AtomicBoolean failed = new AtomicBoolean();
  private transient @Nullable Parts parts;

  /**
   * All that needs libraries which the application may lack. {@link #init()} makes it, and says in
   * one sentence which one is missing; a static field would end in an error of the JVM.
   */
  private record Parts(Templates templates, RunningPages pages, Assets assets, Logger log) {

    static Parts of(ServletConfig config) {
      Logger log = LoggerFactory.getLogger(FootprintServlet.class);
      Templates templates = new Templates();
      return new Parts(
          templates, new RunningPages(config.getServletContext(), templates), new Assets(), log);
    }
  }

  /** Creates a servlet, for the container to start. */
  public FootprintServlet() {}

  /**
   * Reads the pages. There are no init-params, as the settings are those of the filter.
   *
   * @throws ServletException if there is an init-param, or a library is missing or too old
   */
  @Override
  public void init() throws ServletException {
    try {
      ReportServlets.requireNone(getServletName(), Collections.list(getInitParameterNames()));
      parts = Parts.of(this);
    } catch (SettingsException e) {
      throw new ServletException("X-Footprint: " + e.getMessage(), e);
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
    try {
      Optional<Representation> answer = answer(request, response);
      if (answer.isPresent()) {
        answer.get().send(request, response);
      }
    } catch (RuntimeException | LinkageError e) {
      if (failed.getAndSet(true)) {
        parts().log().debug("The report could not be made", e);
      } else {
        parts()
            .log()
            .warn("The report could not be made; further failures are logged at level DEBUG", e);
      }
      if (!response.isCommitted()) {
        response.reset();
        protect(response);
        refusal(SC_INTERNAL_SERVER_ERROR, "The report could not be made; the log says why.")
            .send(request, response);
      }
    }
  }

  /** Names of routes come from clients: even a text that got past escaping could do nothing. */
  private static void protect(HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader(RESOURCE_POLICY, "same-origin");
  }

  /** Returns a refusal in plain text, as programs read these addresses too. */
  private static Representation refusal(int status, String reason) {
    return Representation.refusal(status, "text/plain;charset=utf-8", reason + "\n");
  }

  private static Representation notFound() {
    return refusal(SC_NOT_FOUND, "There is nothing here.");
  }

  /** Returns what to send; empty if there is nothing to send but the headers that are set. */
  private Optional<Representation> answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!READING.contains(request.getMethod())) {
      response.setHeader("Allow", "GET, HEAD");
      return Optional.of(refusal(SC_METHOD_NOT_ALLOWED, "Only GET and HEAD."));
    }
    if (!isReadable(request)) {
      return Optional.of(refusal(SC_BAD_REQUEST, "The query cannot be read."));
    }
    Optional<ReportPages> running = pages();
    String path = request.getPathInfo();
    if (path == null) {
      return request.getServletPath().equals(WellKnownDocument.PATH)
          ? Optional.of(wellKnown(running, request, response))
          : toFolder(request, response);
    }
    if (isBadge(path)) {
      Optional<Representation> badge = badge(running, path);
      badge.ifPresent(shown -> response.setHeader(RESOURCE_POLICY, "cross-origin"));
      return badge.map(shown -> shown.cached(BADGE_CACHING)).or(() -> Optional.of(notFound()));
    }
    if (running.isEmpty()) {
      String reason =
          "The footprint filter of this application does not run: register"
              + " io.xfootprint.servlet.FootprintFilter for /* in the same application. If it is"
              + " registered, the log says why it did not start.";
      return Optional.of(refusal(SC_SERVICE_UNAVAILABLE, reason));
    }
    return guarded(running.get(), path, request, response);
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

  /**
   * Redirects to the folder of the page, to which its addresses are relative. The redirect is
   * relative too, and made by hand as containers make others absolute: a proxy may have taken away
   * the beginning of the path.
   */
  private static Optional<Representation> toFolder(
      HttpServletRequest request, HttpServletResponse response) {
    String path = request.getRequestURI();
    String name = path.substring(path.lastIndexOf('/') + 1).replaceFirst(";.*", "");
    if (name.isEmpty()) {
      return Optional.of(notFound());
    }
    response.setStatus(SC_FOUND);
    response.setHeader("Location", "./" + name + "/");
    return Optional.empty();
  }

  private Optional<ReportPages> pages() {
    return parts().pages().find();
  }

  /** Answers scripts of other sites too: what is published is for everyone. */
  private static Representation wellKnown(
      Optional<ReportPages> running, HttpServletRequest request, HttpServletResponse response) {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader(RESOURCE_POLICY, "cross-origin");
    Optional<WellKnownDocument> document = running.flatMap(ReportPages::wellKnown);
    String target = request.getParameter("target");
    String period = request.getParameter("period");
    String granularity = request.getParameter("granularity");
    if (document.isPresent() && period != null && !WellKnownDocument.isPeriod(period)) {
      return refusal(SC_BAD_REQUEST, "period must be YYYY, YYYY-MM or YYYY-MM-DD.");
    }
    return document
        .flatMap(each -> each.answer(target, period, granularity))
        .orElseGet(FootprintServlet::notFound);
  }

  private static boolean isBadge(String path) {
    return path.equals("/badge.svg") || path.equals("/badge.html");
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

  /** Returns what {@code report.access} guards, or why not; empty if the container has answered. */
  private Optional<Representation> guarded(
      ReportPages running, String path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!isPublished(running, path, request)) {
      AccessPolicy policy = new AccessPolicy(running.setup().settings().report());
      if (policy.hasAsked(request, response)) {
        return Optional.empty();
      }
      Optional<String> refusal = policy.refusal(request);
      if (refusal.isPresent()) {
        String page = parts().templates().closed(refusal.get());
        return Optional.of(Representation.refusal(SC_FORBIDDEN, Representation.HTML, page));
      }
    }
    return find(running, path, request).or(() -> Optional.of(notFound()));
  }

  /** Returns whether everyone may see this, as a document that is published names the method. */
  private static boolean isPublished(ReportPages running, String path, HttpServletRequest request) {
    String method = request.getContextPath() + request.getServletPath() + METHODOLOGY;
    return PUBLISHED.contains(path)
        && running.wellKnown().filter(document -> document.namesMethod(method)).isPresent();
  }

  /** Returns what an address below the mapping shows; empty if there is nothing. */
  private Optional<Representation> find(
      ReportPages running, String path, HttpServletRequest request) {
    if (path.startsWith(ASSETS)) {
      return parts().assets().find(path.substring(ASSETS.length()));
    }
    Query query = new Query(request, running.today());
    if (query.hasWrongDays()) {
      return Optional.of(refusal(SC_BAD_REQUEST, "Days must be such as " + running.today() + "."));
    }
    if (query.hasWrongMonth()) {
      return Optional.of(
          refusal(
              SC_BAD_REQUEST, "A month must be such as " + YearMonth.from(running.today()) + "."));
    }
    YearMonth now = YearMonth.from(running.today());
    Optional<Period> period = query.period();
    return switch (path) {
      case "/" -> period.map(each -> running.page(query.page(each)));
      case "/route" -> period.map(each -> running.route(query.text("name"), each));
      case "/compare" -> Optional.of(comparison(running, query));
      case API + "report" -> period.map(running::json);
      case API + "route" -> period.map(each -> running.routeJson(query.text("name"), each));
      case "/routes.csv" -> period.map(running::csv);
      case "/impact.yaml" -> period.map(running::impact);
      case "/what-if" -> period.map(each -> running.whatIf(each, query.whatIf(), false));
      case API + "what-if" -> period.map(each -> running.whatIf(each, query.whatIf(), true));
      case "/costs.csv" -> period.flatMap(running::costs);
      case "/statement" -> Optional.of(running.statements().page(query.month(), now));
      case API + "statement" -> Optional.of(running.statements().json(query.month(), now));
      case "/tenants" -> Optional.of(tenants(running, query, TenantPages.Form.PAGE));
      case API + "tenants" -> Optional.of(tenants(running, query, TenantPages.Form.JSON));
      case "/tenants.csv" -> Optional.of(tenants(running, query, TenantPages.Form.CSV));
      case METHODOLOGY ->
          Optional.of(running.methodology(query.text("cpu-us"), query.text("alloc-b")));
      default -> Optional.empty();
    };
  }

  /** Returns all tenants of a month, by default the current one; or one of them if it is named. */
  private static Representation tenants(ReportPages running, Query query, TenantPages.Form form) {
    YearMonth month = query.month().orElse(YearMonth.from(running.today()));
    String name = query.text("name");
    return name.isEmpty()
        ? running.tenants().all(month, form)
        : running.tenants().one(name, month, form);
  }

  /** Compares two versions if any is named, else two periods: by default the last two weeks. */
  private static Representation comparison(ReportPages running, Query query) {
    DayRange week = DayRange.until(running.today().minusDays(1), DAYS_OF_WEEK);
    DayRange days = query.days("from", "to").orElse(week);
    String version = query.text("version");
    return version.isEmpty() && running.hasStore()
        ? running
            .compared()
            .periods(days, query.days("before-from", "before-to").orElse(days.before()))
        : running.compared().versions(version, query.text("before"), days);
  }
}
