// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.JettyServer;
import io.xfootprint.functional.harness.WebApp;
import io.xfootprint.report.FootprintServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.util.security.Password;
import org.junit.jupiter.api.Test;

/** To whom the report shows itself, on a real server. */
class ReportAccessTest {

  private static final String PAGE = "/footprint/";
  private static final String API = "/footprint/api/v1/report";
  private static final String BADGE = "/footprint/badge.";
  private static final String WELL_KNOWN = "/.well-known/sustainability-data";

  private static final List<String> GUARDED =
      List.of(
          PAGE,
          API,
          API + "?span=year",
          "/footprint/routes.csv",
          "/footprint/impact.yaml",
          "/footprint/methodology",
          "/footprint/what-if",
          "/footprint/api/v1/what-if",
          "/footprint/costs.csv",
          "/footprint/assets/report.js",
          "/footprint/nothing");

  @Test
  void showsNothingUntilItIsOpened() throws Exception {
    try (JettyServer server = ReportServer.start(WebApp.ofSyncHandlers())) {
      for (String path : GUARDED) {
        Answer answer = server.get(path);
        assertEquals(403, answer.status(), path);
        for (String where :
            List.of("report.access", "footprint.report.access", "FOOTPRINT_REPORT_ACCESS")) {
          assertTrue(answer.body().contains("<code>" + where + "</code>"), answer.body());
        }
        assertFalse(answer.body().contains("shop"), answer.body());
      }
      assertEquals(404, server.get(BADGE + "svg").status());
      assertEquals(404, server.get(BADGE + "html").status());
      assertEquals(404, server.get(WELL_KNOWN).status());
    }
  }

  @Test
  void isNotThereUnlessItIsMapped() throws Exception {
    try (JettyServer server =
        JettyServer.start(WebApp.ofSyncHandlers().filter(Map.of("report.access", "open")))) {
      assertEquals(404, server.get(PAGE).status());
    }
  }

  @Test
  void showsItselfToThisMachineOnly() throws Exception {
    try (JettyServer server =
        ReportServer.start(WebApp.ofSyncHandlers(), "report.access", "loopback")) {
      assertEquals(200, server.get(PAGE).status());
      for (String header :
          List.of(
              "Forwarded",
              "X-Forwarded-For",
              "x-real-ip",
              "Via",
              "X-Forwarded-Host",
              "X-Forwarded-Port",
              "X-Forwarded",
              "X-Client-IP",
              "X-Cluster-Client-IP",
              "Fly-Client-IP",
              "True-Client-IP",
              "CF-Connecting-IP",
              "X-Envoy-External-Address",
              "X-Original-Forwarded-For",
              "CDN-Loop")) {
        assertEquals(403, server.get(PAGE, header, "127.0.0.1").status(), header);
      }
      assertTrue(raw(server, "localhost:8080").startsWith("HTTP/1.1 200"));
      assertTrue(raw(server, "[::1]").startsWith("HTTP/1.1 200"));
      // Its name may have been made to point here.
      assertTrue(raw(server, "evil.example").startsWith("HTTP/1.1 403"));
      assertTrue(raw(server, "127.0.0.1.evil.example").startsWith("HTTP/1.1 403"));
    }
  }

  /** Which is what proxies speak that add no header. */
  @Test
  void showsItselfToNobodyWhoSpeaksHttp10() throws Exception {
    try (JettyServer server =
        ReportServer.start(WebApp.ofSyncHandlers(), "report.access", "loopback")) {
      String answer = server.sendRaw("GET " + PAGE + " HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n");
      assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
    }
  }

  /** As filters do that put what a header says in the place of the address, and hide the header. */
  @Test
  void looksBehindFiltersThatHideAProxy() throws Exception {
    WebApp app = WebApp.ofSyncHandlers();
    Filter hiding =
        (request, response, chain) ->
            chain.doFilter(
                new HttpServletRequestWrapper((HttpServletRequest) request) {
                  @Override
                  public Enumeration<String> getHeaderNames() {
                    return Collections.emptyEnumeration();
                  }

                  @Override
                  public String getRemoteAddr() {
                    return "127.0.0.1";
                  }

                  @Override
                  public String getServerName() {
                    return "localhost";
                  }
                },
                response);
    app.context().addFilter(new FilterHolder(hiding), "/*", EnumSet.of(DispatcherType.REQUEST));
    try (JettyServer server = ReportServer.start(app, "report.access", "loopback")) {
      assertEquals(200, server.get(PAGE).status());
      assertEquals(403, server.get(PAGE, "X-Forwarded-For", "127.0.0.1").status());
    }
  }

  /** A servlet may start when it is first asked for, and the filter may not be there at all. */
  @Test
  void refusesASettingThatNobodyWouldRead() throws Exception {
    WebApp app = WebApp.ofSyncHandlers();
    ServletHolder report = new ServletHolder("report", FootprintServlet.class);
    report.setInitParameter("report.access", "open");
    app.context().addServlet(report, "/footprint/*");
    try (JettyServer server = JettyServer.start(app)) {
      assertEquals(500, server.get(PAGE).status());
    }
  }

  /** A published document says where its method is described: that everyone may see. */
  @Test
  void showsEveryoneTheMethodThatADocumentRefersTo() throws Exception {
    Map<String, String> document =
        Map.of(
            "store", "jdbc:h2:mem:published",
            "well-known.provider", "Shop",
            "well-known.target", "shop.example");
    try (JettyServer server = start(document, "https://shop.example/footprint/methodology")) {
      Answer method = server.get("/footprint/methodology");
      assertEquals(200, method.status());
      assertFalse(method.body().contains("jdbc:"), method.body());
      assertEquals(200, server.get("/footprint/assets/report.css").status());
      assertEquals(403, server.get(PAGE).status());
      assertEquals(403, server.get("/footprint/assets/report.js").status());
    }
    // Below a path that a proxy takes away.
    try (JettyServer server = start(document, "https://shop.example/shop/footprint/methodology")) {
      assertEquals(200, server.get("/footprint/methodology").status());
    }
    try (JettyServer server = start(document, "https://other.example/a/footprint/methodology")) {
      assertEquals(403, server.get("/footprint/methodology").status());
    }
    try (JettyServer server = start(document, "https://shop.example/elsewhere")) {
      assertEquals(403, server.get("/footprint/methodology").status());
    }
  }

  private static JettyServer start(Map<String, String> document, String methodology)
      throws Exception {
    Map<String, String> all = new HashMap<>(document);
    all.put("well-known.methodology-uri", methodology);
    return JettyServer.start(WebApp.ofSyncHandlers().filter(all).report());
  }

  private static String raw(JettyServer server, String host) throws IOException {
    return server.sendRaw(
        "GET " + PAGE + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  }

  @Test
  void showsItselfToUsersInARole() throws Exception {
    UserStore users = new UserStore();
    users.addUser("olga", new Password("right"), new String[] {"ops", "other"});
    users.addUser("eve", new Password("right"), new String[] {"other"});
    HashLoginService login = new HashLoginService("shop");
    login.setUserStore(users);
    ConstraintSecurityHandler security = new ConstraintSecurityHandler();
    security.setAuthenticator(new BasicAuthenticator());
    security.setLoginService(login);
    WebApp app = WebApp.ofSyncHandlers();
    app.context().setSecurityHandler(security);
    try (JettyServer server = ReportServer.start(app, "report.access", "role:ops")) {
      for (String path : GUARDED) {
        Answer unknown = server.get(path);
        assertEquals(401, unknown.status(), path);
        assertEquals(1, unknown.all("WWW-Authenticate").size());
        assertEquals(401, server.get(path, "Authorization", basic("olga", "wrong")).status());
        assertEquals(403, server.get(path, "Authorization", basic("eve", "right")).status());
      }
      assertEquals(200, server.get(PAGE, "Authorization", basic("olga", "right")).status());
    }
  }

  private static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void refusesARoleWhereNobodyCanLogIn() throws Exception {
    try (JettyServer server =
        ReportServer.start(WebApp.ofSyncHandlers(), "report.access", "role:ops")) {
      assertEquals(403, server.get(PAGE).status());
    }
  }
}
